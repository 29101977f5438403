package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.http.CallFailedException;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What Emarsys' answers mean for rows. The same reply code means different things under different
 * statuses and calls, so a verdict hangs on all of them (Emarsys developer hub, "Core API error
 * codes").
 */
final class EmarsysVerdicts {
  static final String NO_CONTACT = "contact not found";
  static final String SEVERAL_CONTACTS = "several contacts with this e-mail";
  static final String SAME_PERSON_TWICE = "several contacts of this person";
  static final String ANOTHER_PERSON = "contact of another person";
  static final String RATE_LIMITED = "rate limited";
  static final String CREDENTIALS = "credentials refused";

  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration SHORT = Duration.ofSeconds(5);

  /** After a 502 Emarsys ignores repeated queries for a while. */
  private static final Duration LONG = Duration.ofSeconds(60);

  private EmarsysVerdicts() {}

  /** A call that brought no complete answer. */
  static Verdict ofFailure(CallFailedException failure, boolean repeatable) {
    if (failure.effectPossible() && !repeatable) {
      return new Verdict.UnknownOutcome("connection lost after the call began");
    }
    return new Verdict.Retry(
        SHORT, failure.effectPossible() ? "connection lost" : "Emarsys not reachable");
  }

  /**
   * What an HTTP status alone says of a Core API call; null if the body has to be read. A 429 has
   * been dealt with before.
   */
  static @Nullable Verdict ofStatus(CoreCall call, int status) {
    if (status == 401) {
      return new Verdict.Config(
          CREDENTIALS, "Emarsys answers 401 to a new access token; check client id and secret");
    }
    if (status == 403) {
      return new Verdict.Config(
          "permission missing",
          "Emarsys answers 403; give the API credential the permission " + call.permission());
    }
    if (status >= 500) {
      return new Verdict.Retry(status == 502 ? LONG : SHORT, "Emarsys answers " + status);
    }
    if (status >= 300 && status < 400) {
      return new Verdict.Config(
          "wrong API address", "Emarsys answers " + status + "; check the API URL");
    }
    return null;
  }

  /** A body that can't be read where JSON belongs. */
  static Verdict ofUnreadable(int status) {
    if (status == 404) {
      return new Verdict.Config(
          "wrong API address", "Emarsys answers 404 without its JSON; check the API URL");
    }
    return new Verdict.Retry(SHORT, "answer of Emarsys can't be read, status " + status);
  }

  /**
   * Whether a call was refused for what one of its rows holds, or for holding too many, so that the
   * others are worth another try without it.
   */
  static boolean worthSplitting(Reply.Refused refused) {
    return switch (refused.refusal().code()) {
      case 1000, 2002 -> true;
      default -> refused.status() == 413 || ofRefusal(refused) instanceof Verdict.Reject;
    };
  }

  /** A call that Emarsys refused as a whole, with a code. */
  static Verdict ofRefusal(Reply.Refused refused) {
    return switch (refused.refusal().code()) {
      case 1, 1001, 1006, 1007, 1008, 1009, 1010, 1016, 2003, 2014, 2015, 2016 ->
          config("call refused", refused.refusal());
      case 2001, 7003 -> new Verdict.Retry(LONG, "Emarsys asks to try again later");
      case 1003, 2011 -> new Verdict.Retry(SHORT, "internal error of Emarsys");
      default -> ofRow(refused.call(), refused.refusal());
    };
  }

  /** One row's error inside an accepted call, or a refusal that is about rows. */
  static Verdict ofRow(CoreCall call, Refusal refusal) {
    return switch (refusal.code()) {
      case 2004 -> config("key field refused", refusal);
      case 2006 ->
          refusal.alreadyThere()
              ? ofExisting(call, refusal)
              : config("contact field missing", refusal);
      case 2007 -> reject("value refused", refusal);
      case 2008 -> reject(NO_CONTACT, refusal);
      case 2009 -> ofExisting(call, refusal);
      case 2010 -> reject(SEVERAL_CONTACTS, refusal);
      case 2020 -> config("contact list missing", refusal);
      case 5001, 5004 -> config("event missing", refusal);
      case 5005 -> reject("event starts nothing", refusal);
      case 5008, 5009, 5010, 5011 -> reject("event refused", refusal);
      default ->
          reject(call == CoreCall.TRIGGER_EVENT ? "event refused" : "contact refused", refusal);
    };
  }

  /**
   * On creation another call was faster: looked up again, the contact is there. On a change by
   * internal id it means that another contact holds the new address, which no repetition mends.
   */
  private static Verdict ofExisting(CoreCall call, Refusal refusal) {
    return call == CoreCall.CREATE_CONTACTS
        ? new Verdict.Retry(SOON, "contact was created at the same time")
        : reject(SEVERAL_CONTACTS, refusal);
  }

  /** An accepted call whose answer doesn't say what became of a row. */
  static Verdict unanswered() {
    return new Verdict.Retry(SHORT, "answer of Emarsys leaves the row out");
  }

  /** Rows of a call that was refused for some of them, when it has been halved often enough. */
  static Verdict notToldApart() {
    return new Verdict.Retry(SHORT, "call refused for other rows in it");
  }

  /** A contact that was just created and can't be read yet. */
  static Verdict notReadableYet() {
    return new Verdict.Retry(SOON, "new contact can't be read yet");
  }

  static Verdict rateLimited(Duration delay) {
    return new Verdict.Retry(delay, RATE_LIMITED);
  }

  /** The token endpoint's refusal. */
  static Verdict ofTokenStatus(int status) {
    if (status == 429 || status >= 500) {
      return new Verdict.Retry(status == 502 ? LONG : SHORT, "no access token, status " + status);
    }
    if (status >= 200 && status < 300) {
      return new Verdict.Retry(SHORT, "answer of the token endpoint can't be read");
    }
    return new Verdict.Config(
        CREDENTIALS,
        "the token endpoint answers " + status + "; check token URL, client id and secret");
  }

  /**
   * The Sales Data API's answer. It knows no row errors: the whole file was taken or not. Only 429
   * and 503 say that the file was not looked at; after any other failure of the server it may have
   * been taken. Its words may quote lines of the file, so a refusal is told in ours.
   */
  static Verdict ofSales(int status, String body) {
    if (status == 200 && body.strip().equals("Upload accepted")) {
      return Verdict.Ok.accepted();
    }
    if (status == 401 || status == 403) {
      return new Verdict.Config(
          "sales token refused",
          "the Sales Data API answers " + status + "; check merchant id and sales token");
    }
    if (status == 404 || (status >= 300 && status < 400)) {
      return new Verdict.Config(
          "wrong sales address",
          "the Sales Data API answers " + status + "; check sales URL and merchant id");
    }
    if (status == 429 || status == 503) {
      return new Verdict.Retry(LONG, status == 429 ? RATE_LIMITED : "Sales Data API answers 503");
    }
    if (status >= 400 && status < 500) {
      return new Verdict.Reject(
          "sales file refused",
          "the Sales Data API answers "
              + status
              + "; check the agreed columns and the file's size");
    }
    return new Verdict.UnknownOutcome(
        status < 300
            ? "answer of the Sales Data API can't be read"
            : "Sales Data API answers " + status);
  }

  private static Verdict reject(String cause, Refusal refusal) {
    return new Verdict.Reject(cause, refusal.detail());
  }

  private static Verdict config(String cause, Refusal refusal) {
    return new Verdict.Config(cause, refusal.detail());
  }

  /** Why a call that serves no row did not go through, in words. */
  static String words(Verdict verdict) {
    return verdict instanceof Verdict.Config config
        ? config.detail()
        : verdict instanceof Verdict.Retry retry ? retry.cause() : verdict.toString();
  }

  /** What a look-up that failed means for a row that could not be looked up. */
  static Verdict ofLookup(@Nullable Reply failure) {
    if (failure instanceof Reply.Stop stop) {
      return stop.verdict();
    }
    return failure instanceof Reply.Refused refused ? ofRefusal(refused) : unanswered();
  }
}
