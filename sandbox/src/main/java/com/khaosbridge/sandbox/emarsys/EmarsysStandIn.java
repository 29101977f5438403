package com.khaosbridge.sandbox.emarsys;

import com.khaosbridge.sandbox.contacts.ContactAccount;
import com.khaosbridge.sandbox.contacts.GivenConsent;
import com.khaosbridge.sandbox.contacts.PersonAct;
import com.khaosbridge.sandbox.contacts.SeededContact;
import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.http.StandIn;
import com.khaosbridge.sandbox.store.StateStore;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * SAP Emarsys as a client sees it: OAuth client credentials at {@code /oauth2/token}, Core API v3
 * under {@code /api/v3/}, the Sales Data API under {@code /hapi/} and {@code /healthcheck}.
 *
 * <p>Written from the public documentation and from recorded traffic; what these leave open and is
 * assumed here stands in the package's documentation.
 */
public final class EmarsysStandIn implements StandIn, ContactAccount {
  private static final String TOKEN_PATH = "/oauth2/token";
  private static final String HEALTH_PATH = "/healthcheck";
  private static final String SALES_PATHS = "/hapi/";
  private static final String CORE_PATH = "/api/v3";

  private final AccessTokens tokens;
  private final CallQuota quota;
  private final CoreApi coreApi;
  private final SalesUploads salesUploads;
  private final ContactStore contacts;
  private final PersonActs personActs;
  private final SalesLog salesLog;
  private final EventLog eventLog;
  private final AtomicLong calls = new AtomicLong();

  /**
   * Opens the account that the store holds, or sets up a new one.
   *
   * @param realTime the machine's time, for quotas, tokens and all times of the state
   */
  public EmarsysStandIn(StateStore store, EmarsysLimits limits, Supplier<Instant> realTime) {
    AccountFields fields = new AccountFields(store);
    ReplyVariations variations = new ReplyVariations();
    EventDefinitions definitions = new EventDefinitions(store, variations, realTime);
    this.tokens = new AccessTokens(store, limits.tokenLifetime(), realTime);
    this.quota = new CallQuota(limits.callsPerMinute(), realTime);
    this.contacts = new ContactStore(store, fields);
    this.personActs = new PersonActs(fields, contacts, realTime);
    this.salesLog = new SalesLog(store);
    this.eventLog = new EventLog(store);
    this.salesUploads = new SalesUploads(salesLog, realTime);
    this.coreApi =
        new CoreApi(
            new ContactWriting(fields, contacts, variations, realTime),
            new ContactReading(fields, contacts, variations),
            new ContactQuery(fields, contacts),
            new ContactErasure(fields, contacts, variations),
            new FieldListing(fields),
            new FieldCreation(fields),
            definitions,
            new EventTriggers(fields, contacts, definitions, eventLog, variations, realTime));
  }

  @Override
  public String system() {
    return "emarsys";
  }

  @Override
  public boolean serves(String rawPath) {
    return rawPath.equals(TOKEN_PATH)
        || rawPath.equals(HEALTH_PATH)
        || rawPath.startsWith(SALES_PATHS)
        || rawPath.equals(CORE_PATH)
        || rawPath.startsWith(CORE_PATH + "/");
  }

  @Override
  public Response handle(Request request) {
    String path = request.rawPath();
    if (path.equals(HEALTH_PATH)) {
      return Response.of(200, "text/plain; charset=utf-8", "OK");
    }
    if (path.equals(TOKEN_PATH)) {
      return tokens.issue(request);
    }
    return path.startsWith(SALES_PATHS) ? salesUploads.handle(request) : core(request);
  }

  @Override
  public Response refuseRows(Request request, String words) {
    return RowRefusals.of(request, words);
  }

  @Override
  public int act(PersonAct act) {
    return personActs.act(act);
  }

  @Override
  public @Nullable GivenConsent consentOf(String email) {
    return personActs.consentOf(email);
  }

  @Override
  public void seed(SeededContact contact) {
    personActs.seed(contact);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Contacts first, then each sales upload followed by its rows, then events in the order in
   * which they were processed, then the trigger ids that came more than once.
   */
  @Override
  public void writeState(Writer out) throws IOException {
    contacts.writeState(out);
    salesLog.writeState(out);
    eventLog.writeState(out);
  }

  private Response core(Request request) {
    if (!tokens.accepts(request.header("Authorization"))) {
      return identified(Envelope.failure(401, 1, "Credentials are invalid"));
    }
    CallQuota.Standing standing = quota.count();
    Response response =
        standing.within()
            ? coreApi.handle(request)
            : Envelope.failure(
                429,
                7003,
                "Too many requests for this account and resource within the last minute.");
    return identified(response)
        .with("X-Ratelimit-Limit", Integer.toString(standing.limit()))
        .with("X-Ratelimit-Remaining", Integer.toString(standing.remaining()))
        .with("X-Ratelimit-Reset", Long.toString(standing.reset()));
  }

  private Response identified(Response response) {
    return response
        .with("Cache-Control", "max-age=0, no-cache, no-store, must-revalidate")
        .with("X-Emarsys-Request-Id", UUID.randomUUID() + "#" + calls.incrementAndGet());
  }
}
