package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.AccountSetup;
import com.khaosbridge.activities.destination.Requirement;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Lane;
import java.util.Optional;

/**
 * Makes contact fields and external events. Emarsys gives a new field its string id, and nowhere
 * says by which rule; the next reading tells which it was.
 */
final class EmarsysSetup implements AccountSetup {
  private final EmarsysApi api;
  private final EmarsysSettings.Names names;

  EmarsysSetup(EmarsysApi api, EmarsysSettings.Names names) {
    this.api = api;
    this.names = names;
  }

  @Override
  public Standing read() {
    AccountLists.Reading reading = AccountLists.read(api, Lane.LIVE);
    if (reading instanceof AccountLists.Reading.Stopped stopped) {
      return new Standing.NotRead(EmarsysVerdicts.words(stopped.verdict()));
    }
    if (reading instanceof AccountLists.Reading.Refused refused) {
      return new Standing.NotRead(String.join("; ", refused.problems()));
    }
    return new Standing.Read(
        new AccountNeeds(names, ((AccountLists.Reading.Whole) reading).lists()).requirements());
  }

  @Override
  public Optional<String> make(Requirement missing) {
    Reply reply =
        switch (missing.kind()) {
          case ContactFields.CONTACT_FIELD ->
              api.call(
                  CoreCall.CREATE_FIELD,
                  Lane.LIVE,
                  "field",
                  WireJson.object()
                      .put("name", missing.name())
                      .put("application_type", missing.type()));
          case AccountNeeds.EXTERNAL_EVENT ->
              api.call(
                  CoreCall.CREATE_EVENT,
                  Lane.LIVE,
                  "event",
                  WireJson.object().put("name", missing.name()));
          default -> throw new IllegalArgumentException("can't make the " + missing.kind());
        };
    if (reply instanceof Reply.Stop stop) {
      return Optional.of(EmarsysVerdicts.words(stop.verdict()));
    }
    return reply instanceof Reply.Refused refused
        ? Optional.of(refused.refusal().detail())
        : Optional.empty();
  }
}
