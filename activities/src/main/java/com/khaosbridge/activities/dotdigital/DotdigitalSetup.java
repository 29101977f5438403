package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.AccountSetup;
import com.khaosbridge.activities.destination.Requirement;
import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Lane;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Makes data fields, the custom identifier and the orders collection. */
final class DotdigitalSetup implements AccountSetup {
  private final DotdigitalApi api;
  private final DotdigitalVerdicts verdicts;
  private final DotdigitalAccount account;
  private final OrdersCollection orders;

  DotdigitalSetup(
      DotdigitalApi api,
      DotdigitalVerdicts verdicts,
      DotdigitalAccount account,
      OrdersCollection orders) {
    this.api = api;
    this.verdicts = verdicts;
    this.account = account;
    this.orders = orders;
  }

  @Override
  public Standing read() {
    try {
      return new Standing.Read(account.requirements(Lane.LIVE));
    } catch (CallRefusedException e) {
      return new Standing.NotRead(e.words());
    }
  }

  @Override
  public Optional<String> make(Requirement missing) {
    try {
      switch (missing.kind()) {
        case DotdigitalAccount.DATA_FIELD ->
            post(
                "/v2/data-fields",
                WireJson.object()
                    .put("name", missing.name())
                    .put("type", missing.type())
                    .put("visibility", "Private"));
        case DotdigitalAccount.CUSTOM_IDENTIFIER ->
            post(
                "/configuration/v3/customIdentifiers",
                WireJson.object().put("name", missing.name()));
        case OrdersCollection.COLLECTION -> orders.create(Lane.LIVE);
        default -> throw new IllegalArgumentException("can't make the " + missing.kind());
      }
      return Optional.empty();
    } catch (CallRefusedException e) {
      return Optional.of(e.words());
    }
  }

  private void post(String path, ObjectNode body) throws CallRefusedException {
    Answer answer = api.send(ApiCall.post(Tier.MEDIUM, path, WireJson.write(body)), Lane.LIVE);
    if (answer.status() >= 300) {
      throw new CallRefusedException(verdicts.ofRow(answer));
    }
  }
}
