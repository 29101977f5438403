package com.khaosbridge.activities.dotdigital;

import static java.util.Map.entry;

import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.CallFailedException;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one place that turns what Dotdigital answers into verdicts, by its published codes
 * (developer.dotdigital.com/docs/error-handling, .../error-response-types). Codes are compared
 * without regard to case; an unknown code is a rejection that names it.
 */
final class DotdigitalVerdicts {
  static final String RATE_LIMITED = "rate limited";
  static final String ANOTHER_PERSON = "contact of another person";
  static final String CONTACT_GONE = "contact deleted at the destination";
  static final String EMAIL_REFUSED = "e-mail refused";
  static final String CONFLICT = "identifier conflict";

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration LATER = Duration.ofSeconds(30);
  private static final Duration MUCH_LATER = Duration.ofMinutes(5);

  private static final Map<String, String> ACCOUNT_WIDE =
      Map.ofEntries(
          entry("ERROR_APIUSER_INVALID", "credentials refused"),
          entry("ERROR_INVALID_LOGIN", "credentials refused"),
          entry("ERROR_ACCOUNT_INVALID", "account refused"),
          entry("ERROR_FEATURENOTACTIVE", "feature not active"),
          entry("ERROR_CANNOT_PERFORM_OPERATION_ON_ACCOUNT", "account refused"),
          entry("ERROR_ADDRESSBOOK_NOT_FOUND", "list not found"),
          entry("ERROR_DATAFIELD_NOTFOUND", "data field missing"),
          entry("ERROR_DATAFIELD_LIMITEXCEEDED", "account limit reached"),
          entry("ERROR_CONTACT_TOOMANY", "account limit reached"),
          entry("ERROR_SEND_LIMITEXCEEDED", "account limit reached"),
          entry("ERROR_TRANSACTIONAL_DATA_STORAGE_ALLOWANCE_EXCEEDED", "account limit reached"));

  private static final Map<String, String> ROW_CAUSES =
      Map.ofEntries(
          entry("ERROR_EMAIL_BANNED", EMAIL_REFUSED),
          entry("ERROR_INVALID_EMAIL", EMAIL_REFUSED),
          entry("ERROR_CONTACT_NOT_FOUND", CONTACT_GONE),
          entry("ERROR_CONTACT_RESUBSCRIPTION_INVALID", "resubscription refused"),
          entry("ERROR_CAMPAIGN_NOT_FOUND", "campaign not found"),
          entry("ERROR_PROGRAM_NOT_FOUND", "program not found"),
          entry("ERROR_PROGRAM_NOT_ACTIVE", "program not active"),
          entry("ERROR_NON_UNIQUE_EMAIL", CONFLICT),
          entry("ERROR_TRANSACTIONAL_DATA_VALIDATION_FAILED", "order refused by the schema"),
          entry("contacts:contactnotfound", CONTACT_GONE),
          entry("insightdata:contactnotfound", CONTACT_GONE),
          entry("insightdata:collectionnotfound", "collection missing"));

  private static final Set<String> CONTACT_EMAIL_CODES =
      Set.of("invalidemail", "invaliddomain", "novalididentifiers");
  private static final Set<String> CONTACT_SUPPRESSED_CODES =
      Set.of("globallysuppressed", "suppressedbydomain", "blocker");
  private static final Set<String> SCHEMA_REASONS =
      Set.of(
          "jsonvalueincompatiblewithschema",
          "jsondoesnotmatchschema",
          "inconsistenttypes",
          "jsoncontainsnestedarray",
          "jsoncontainsdashunderscoreclash");

  /** Names that a verdict may repeat. */
  private final List<String> ourNames;

  DotdigitalVerdicts(DotdigitalSettings settings) {
    Set<String> names = new HashSet<>(settings.names().dataFields().names());
    names.addAll(settings.names().metrics().values());
    names.addAll(List.of("email", "contactId", "mobileNumber", "status", "identifiers"));
    names.add(settings.names().personIdentifier());
    names.add(settings.names().ordersCollection());
    names.addAll(OrderJson.TYPES.keySet());
    names.remove("id"); // A word of almost every text.
    this.ourNames = names.stream().sorted().toList();
  }

  /** The verdict for every row of a call that brought no complete answer. */
  static Verdict unanswered(CallFailedException failure, boolean repeatable) {
    return repeatable || !failure.effectPossible()
        ? new Verdict.Retry(SOON, "no answer")
        : new Verdict.UnknownOutcome("no answer after the call had left");
  }

  private static boolean isUnreadable(Answer answer) {
    return !answer.body().isBlank() && WireJson.read(answer.body()).isMissingNode();
  }

  private static Verdict unreadable(boolean repeatable) {
    return repeatable
        ? new Verdict.Retry(SOON, "unreadable answer")
        : new Verdict.UnknownOutcome("unreadable answer to a call that may have had its effect");
  }

  /** Our own governor has no call left. */
  static Verdict.Retry rateLimited(Duration delay) {
    return new Verdict.Retry(delay, RATE_LIMITED);
  }

  static boolean isRateLimited(Verdict verdict) {
    return verdict instanceof Verdict.Retry retry && retry.cause().equals(RATE_LIMITED);
  }

  /**
   * The verdict if the answer concerns the whole call, whatever its rows are; null if it is a
   * success or speaks of the rows.
   *
   * @param untilReset what the rate headers say of the time until calls are allowed again
   */
  @Nullable Verdict ofWholeCall(Answer answer, boolean repeatable, Duration untilReset) {
    int status = answer.status();
    if (status < 300) {
      return isUnreadable(answer) ? unreadable(repeatable) : null;
    }
    Refusal refusal = Refusal.of(answer, ourNames);
    if (status == 429 || isV2Limit(refusal.code())) {
      return limited(refusal, status, untilReset);
    }
    if (status == 503
        || refusal.code().equals("ERROR_SYSTEM_SERVICETEMPORARILYUNAVAILABLE")
        || refusal.code().equals("ERROR_ADDRESSBOOK_IN_USE")) {
      return new Verdict.Retry(LATER, "destination unavailable");
    }
    if (status >= 500 || status == 408 || refusal.code().equals("ERROR_UNKNOWN")) {
      return repeatable
          ? new Verdict.Retry(LATER, "destination failed with " + status)
          : new Verdict.UnknownOutcome("destination failed with " + status);
    }
    if (status == 401) {
      return new Verdict.Config(
          "credentials refused",
          "The API user or its password is wrong or disabled. Check them in Settings, Access.");
    }
    String cause = ACCOUNT_WIDE.get(refusal.code());
    if (cause != null) {
      return new Verdict.Config(cause, told(status, refusal));
    }
    if (status == 403) {
      return new Verdict.Config(
          "access denied",
          "The account lives in another region than the address that was called, or the API user"
              + " lacks a permission. Check the region's address and the user's permissions. "
              + told(status, refusal));
    }
    if (status >= 400 && isUnreadable(answer)) {
      return unreadable(repeatable); // Not Dotdigital but something on the way is speaking.
    }
    if (status == 412) {
      return new Verdict.Config("account limit reached", told(status, refusal));
    }
    return status < 400
        ? new Verdict.Config(
            "unexpected redirect", "The address answers with " + status + ": is it the API's?")
        : null;
  }

  /** Whether an answer means that the rate limit itself was exceeded, and no other limit. */
  static boolean exceedsRate(Answer answer) {
    String code = answer.status() < 400 ? "" : Refusal.of(answer, List.of()).code();
    return code.equals("ERROR_APIUSAGE_EXCEEDED")
        || (answer.status() == 429 && !isImportLimit(code));
  }

  /** The verdict for the one row of a call that was refused. */
  Verdict ofRow(Answer answer) {
    Refusal refusal = Refusal.of(answer, ourNames);
    if (refusal.code().startsWith("ERROR_CONTACT_SUPPRESSED")) {
      return new Verdict.Exclude(ExclusionReason.SUPPRESSED);
    }
    String cause =
        ROW_CAUSES.getOrDefault(
            refusal.code(), ROW_CAUSES.get(refusal.code().toLowerCase(Locale.ROOT)));
    if (cause == null) {
      cause = answer.status() == 409 ? CONFLICT : "refused by the destination";
    }
    return new Verdict.Reject(cause, told(answer.status(), refusal));
  }

  /** The verdict for a contact that an import names among its failures. */
  Verdict ofContactFailure(String failureCode, String description) {
    String code = failureCode.toLowerCase(Locale.ROOT);
    if (CONTACT_SUPPRESSED_CODES.contains(code)) {
      return new Verdict.Exclude(ExclusionReason.SUPPRESSED);
    }
    String cause =
        CONTACT_EMAIL_CODES.contains(code)
            ? EMAIL_REFUSED
            : code.equals("invalidcontactid") ? CONTACT_GONE : "contact refused";
    return new Verdict.Reject(cause, Refusal.of(failureCode, description, ourNames).detail());
  }

  /** The verdict for an order that an import names among its failures. */
  Verdict ofOrderFailure(String failureReason, String details) {
    String reason = failureReason.toLowerCase(Locale.ROOT);
    String detail = Refusal.of(failureReason, details, OrderJson.TYPES.keySet()).detail();
    if (isContactMissing(failureReason)) {
      return new Verdict.Reject(CONTACT_GONE, detail);
    }
    if (reason.equals("duplicatekey")) {
      return new Verdict.Retry(SOON, "same order twice in one import");
    }
    if (SCHEMA_REASONS.contains(reason)) {
      return new Verdict.Reject("order refused by the schema", detail);
    }
    return new Verdict.Reject("order refused", detail);
  }

  /** Whether an import says that the record's contact isn't there. */
  static boolean isContactMissing(String failureReason) {
    String reason = failureReason.toLowerCase(Locale.ROOT);
    return reason.startsWith("contact") && reason.endsWith("doesnotexist");
  }

  /** The verdict for a mail that a batch names as failed: nothing was sent for it. */
  Verdict ofMailFailure(String failureCode, String failureReason) {
    String cause = ROW_CAUSES.getOrDefault(failureCode, "mail refused");
    return new Verdict.Reject(cause, Refusal.of(failureCode, failureReason, ourNames).detail());
  }

  /** The verdict for every row of an import job that ended without doing its work. */
  static Verdict ofFailedImport(String status) {
    return switch (status.toLowerCase(Locale.ROOT)) {
      case "rejectedbywatchdog" ->
          new Verdict.Config(
              "import rejected by the watchdog",
              "Dotdigital's own checks stopped an import. Ask its support to review it.");
      case "exceedsallowedcontactlimit" ->
          new Verdict.Config(
              "account limit reached", "The account can't hold more contacts on its plan.");
      default -> new Verdict.Retry(LATER, "import failed at the destination");
    };
  }

  private static Verdict limited(Refusal refusal, int status, Duration untilReset) {
    if (isImportLimit(refusal.code())) {
      return new Verdict.Retry(LATER, "too many imports running");
    }
    return rateLimited(status == 429 ? untilReset : MUCH_LATER);
  }

  private static boolean isV2Limit(String code) {
    return code.equals("ERROR_APIUSAGE_EXCEEDED") || isImportLimit(code);
  }

  private static boolean isImportLimit(String code) {
    return code.toLowerCase(Locale.ROOT).endsWith("toomanyactiveimports");
  }

  private static String told(int status, Refusal refusal) {
    return status + " " + refusal.detail();
  }
}
