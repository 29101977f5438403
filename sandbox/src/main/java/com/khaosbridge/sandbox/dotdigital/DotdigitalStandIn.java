package com.khaosbridge.sandbox.dotdigital;

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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for one Dotdigital account: contacts and Insight data of API v3, sends, programs,
 * suppressions, data fields and account calls of v2. Facts: the published OpenAPI files at <a
 * href="https://developer.dotdigital.com/openapi">developer.dotdigital.com/openapi</a> and the
 * reference pages beside them; nothing was compared with a live account.
 *
 * <p>The account has the custom identifier {@code khaos-person-id}, the campaigns 1001 {@code
 * order_received}, 1002 {@code order_confirmed}, 1003 {@code despatched}, 1004 {@code
 * review_request}, 1005 {@code order_settled}, 1006 {@code refunded}, 1007 {@code cancelled} and
 * 1008 {@code replenishment}, the active program 2001 and the inactive 2002, and suppresses the
 * domain {@code suppressed.example}.
 */
public final class DotdigitalStandIn implements StandIn, ContactAccount {
  /** The only API user. */
  public static final String USER = "apiuser-sandbox@apiconnector.com";

  /** The API user's password. */
  public static final String PASSWORD = "sandbox-password";

  private static final int LARGEST_BODY = 50 * 1024 * 1024;
  private static final String AUTHORIZATION =
      "Basic "
          + Base64.getEncoder()
              .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
  private static final List<String> ROOTS =
      List.of("/contacts/v3", "/insightData/v3", "/configuration/v3", "/v2");

  private final ReentrantLock lock = new ReentrantLock();
  private final RateLimits limits;
  private final Supplier<String> apiEndpoint;
  private final Jobs jobs;
  private final List<Endpoint.Area> contactAreas;
  private final List<Endpoint.Area> insightAreas;
  private final List<Endpoint.Area> configurationAreas;
  private final List<Endpoint.Area> v2Areas;
  private final PersonActs personActs;
  private final StateLines state;
  private final RowRefusals refusals = new RowRefusals();

  /**
   * An account whose state is in the store; what is there goes on.
   *
   * @param store the state; this stand-in's maps begin with {@code dotdigital.}
   * @param limits calls a minute and duration of jobs
   * @param realTime drives limits, jobs and all times that the account writes
   * @param apiEndpoint the base URL of the account's region, which {@code account-info} tells; all
   *     other calls to another host are forbidden
   */
  public DotdigitalStandIn(
      StateStore store,
      DotdigitalLimits limits,
      Supplier<Instant> realTime,
      Supplier<String> apiEndpoint) {
    this.limits = new RateLimits(limits, realTime);
    this.apiEndpoint = apiEndpoint;
    this.jobs = new Jobs(store, realTime, limits.importDuration());
    ContactStore contacts = new ContactStore(store);
    CustomIdentifiers names = new CustomIdentifiers(store, contacts, realTime);
    DataFields fields = new DataFields(store, contacts);
    RecordStore records = new RecordStore(store);
    CollectionSchema schema = new CollectionSchema(store);
    InsightCollections collections = new InsightCollections(store, records, schema, jobs);
    InsightWriter writer = new InsightWriter(records, schema);
    Mails mails = new Mails(store, realTime);
    Programs programs = new Programs(store, contacts, realTime, limits.importDuration());
    this.contactAreas =
        List.of(
            new ContactImport(contacts, names, fields, jobs),
            new ContactsApi(contacts, names, fields, records, realTime));
    this.insightAreas =
        List.of(
            new InsightImport(contacts, names, collections, writer, jobs),
            collections,
            new InsightRecords(contacts, names, collections, records, writer, realTime));
    this.configurationAreas = List.of(names);
    this.v2Areas =
        List.of(
            new AccountApi(this.limits, realTime, apiEndpoint),
            fields,
            mails,
            programs,
            new Suppressions(contacts, realTime),
            new KeyedRecords(collections, records));
    this.personActs = new PersonActs(contacts, records, realTime);
    this.state = new StateLines(contacts, collections, records, mails, programs);
  }

  @Override
  public String system() {
    return "dotdigital";
  }

  @Override
  public boolean serves(String rawPath) {
    return ROOTS.stream().anyMatch(root -> rawPath.equals(root) || rawPath.startsWith(root + "/"));
  }

  @Override
  public Response handle(Request request) {
    if (!AUTHORIZATION.equals(request.header("Authorization"))) {
      return unauthorized(request);
    }
    List<String> segments = request.segments();
    if (isWrongRegion(request, segments)) {
      return Response.of(403, "text/html", "403 - Forbidden: Access is denied.");
    }
    if (request.body().length > LARGEST_BODY) {
      return failure(request, 413, "tooLarge", "The body is larger than 50 MB");
    }
    Response refused = refusals.report(request);
    if (refused != null) {
      return refused;
    }
    Endpoint endpoint = find(request, segments);
    if (endpoint == null) {
      return failure(request, 404, "notFound", "There is no such resource");
    }
    RateLimits.Admission admission = limits.admit(endpoint.tier());
    return admission.mark(
        admission.admitted()
            ? answer(endpoint)
            : failure(request, 429, "rateLimitExceeded", "Too many calls in this minute"));
  }

  @Override
  public Response refuseRows(Request request, String words) {
    return refusals.of(request, words);
  }

  @Override
  public int act(PersonAct act) {
    lock.lock();
    try {
      jobs.settle();
      return personActs.act(act);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public @Nullable GivenConsent consentOf(String email) {
    lock.lock();
    try {
      jobs.settle();
      return personActs.consentOf(email);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void seed(SeededContact contact) {
    lock.lock();
    try {
      personActs.seed(contact);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void writeState(Writer out) throws IOException {
    lock.lock();
    try {
      jobs.settle();
    } finally {
      lock.unlock();
    }
    state.write(out);
  }

  private Response answer(Endpoint endpoint) {
    lock.lock();
    try {
      jobs.settle();
      return endpoint.answer().get();
    } catch (ApiError error) {
      return error.response();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Endpoint find(Request request, List<String> segments) {
    List<Endpoint.Area> areas =
        switch (segments.get(0)) {
          case "contacts" -> contactAreas;
          case "insightData" -> insightAreas;
          case "configuration" -> configurationAreas;
          default -> v2Areas;
        };
    for (Endpoint.Area area : areas) {
      Endpoint endpoint = area.find(request, segments);
      if (endpoint != null) {
        return endpoint;
      }
    }
    return null;
  }

  /** Only the call that tells the region may go to any. A request without a host is let through. */
  private boolean isWrongRegion(Request request, List<String> segments) {
    String host = request.header("Host");
    if (host == null || segments.equals(List.of("v2", "account-info"))) {
      return false;
    }
    return !host.equalsIgnoreCase(URI.create(apiEndpoint.get()).getAuthority());
  }

  private static Response unauthorized(Request request) {
    Response response =
        isV2(request)
            ? ApiError.v2(401, "The login is invalid.", "ERROR_APIUSER_INVALID").response()
            : ApiError.v3(401, "auth:unauthorized", "The login is invalid").response();
    return response.with("WWW-Authenticate", "Basic");
  }

  private static Response failure(Request request, int status, String code, String text) {
    String area =
        request.segments().get(0).toLowerCase(Locale.ROOT).startsWith("insight")
            ? "insightData"
            : request.segments().get(0);
    return isV2(request)
        ? Answers.json(status, JsonText.object().put("message", text))
        : ApiError.v3(status, area + ":" + code, text).response();
  }

  private static boolean isV2(Request request) {
    return request.rawPath().startsWith("/v2");
  }
}
