package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.cases.NoRate;
import com.khaosbridge.activities.ledger.outbox.DeliveryReads.Precondition;
import com.khaosbridge.activities.ledger.outbox.DeliveryReads.Standing;
import com.khaosbridge.workflows.decision.ConsentRule;
import com.khaosbridge.workflows.decision.MarketingHours;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Evidence;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What may go into the outbox: by its validity, its contact and its consent. */
final class Admission {
  private static final Duration CALL_UNDER_WAY = Duration.ofSeconds(1);

  private static final String NOT_APPROVED =
      "the first consents at this destination are not approved yet";
  private static final String OPT_OUT_UNSURE =
      "not subscribed in Khaos Control, but opted in at the destination";

  static final String OUTSIDE_HOURS = "waits for the marketing hours";

  private final Deliveries deliveries;
  private final DeliveryReads reads;
  private final Cases cases;
  private final Dependants dependants;
  private final ConsentDecisions consents;
  private final @Nullable MarketingHours hours;

  /**
   * @param hours when marketing events may go out; null for always
   */
  Admission(
      LedgerDatabase database,
      String source,
      @Nullable MarketingHours hours,
      ConsentDecisions consents) {
    this.hours = hours;
    this.deliveries = new Deliveries(database, source);
    this.reads = new DeliveryReads(database, source);
    this.cases = new Cases(database, source);
    this.dependants = new Dependants(database, source);
    this.consents = consents;
  }

  /**
   * Takes a delivery a step further.
   *
   * @param taskToken of the activity that waits for it from now on; null if none does
   */
  Admitted advance(long deliveryId, byte @Nullable [] taskToken, Instant businessNow) {
    Standing row = reads.lock(deliveryId);
    Admitted admitted =
        switch (row.status()) {
          case DELIVERED, EXCLUDED, HELD -> new Admitted.Ended(reads.outcome(deliveryId));
          case READY, CLAIMED -> Admitted.WAITS;
          case PLANNED, WAITING -> {
            Admitted obstacle = obstacle(row, businessNow);
            if (obstacle == null) {
              deliveries.ready(Selection.of(row.id()));
            }
            yield obstacle == null ? Admitted.WAITS : obstacle;
          }
        };
    if (taskToken != null && admitted.equals(Admitted.WAITS)) {
      deliveries.awaitedBy(row.id(), taskToken);
    }
    return admitted;
  }

  private @Nullable Admitted obstacle(Standing row, Instant businessNow) {
    if (row.validUntil() != null && row.validUntil().isBefore(businessNow)) {
      return exclude(row, Exclusion.of(ExclusionReason.TOO_LATE));
    }
    if (row.kind() == DeliveryKind.CONTACT) {
      return contact(row);
    }
    Admitted waits = contactFirst(row);
    if (waits != null) {
      return waits;
    }
    return switch (row.kind()) {
      case CONSENT -> consent(row);
      case EVENT -> outsideHours(row, businessNow);
      case ORDER, SALES_ROWS -> row.takesBack() ? sold(row) : itsLinesUnknown(row);
      case CONTACT, METRICS, RETIREMENT -> null;
    };
  }

  /** The call that makes a contact carries its consent. */
  private @Nullable Admitted contact(Standing row) {
    String personId = Objects.requireNonNull(row.personId());
    if (reads.isLinked(row.destination(), personId)) {
      return null;
    }
    OptionalLong caseId = consents.massFlip(row.destination(), row.kind(), personId);
    caseId.ifPresent(id -> dependants.hold(row.destination(), personId, id));
    return heldUnder(caseId, row);
  }

  private @Nullable Admitted heldUnder(OptionalLong caseId, Standing row) {
    if (caseId.isEmpty()) {
      return null;
    }
    deliveries.hold(Selection.of(row.id()), caseId.getAsLong());
    return ended(row);
  }

  /** Whose lines nobody knows must not go with those of another invoice, whoever wants it. */
  private @Nullable Admitted itsLinesUnknown(Standing row) {
    String invoiceId = row.invoiceId();
    NoRate noRate = invoiceId == null ? null : reads.lackOfRate(invoiceId).orElse(null);
    if (noRate != null) {
      return hold(row, CaseType.NO_RATE, noRate.cause());
    }
    return invoiceId != null && reads.isOneOfSeveralInvoices(invoiceId)
        ? hold(row, CaseType.SEVERAL_INVOICES, "order " + row.orderCode() + " has several invoices")
        : null;
  }

  /** What takes back what is not there has nothing to take back. */
  private @Nullable Admitted sold(Standing row) {
    Precondition sale = reads.sale(row).orElse(null);
    if (sale == null) {
      return null;
    }
    return switch (sale.status().state()) {
      case EXCLUDED -> exclude(row, Objects.requireNonNull(sale.exclusion()));
      case HELD -> {
        deliveries.hold(Selection.of(row.id()), sale.caseId());
        yield ended(row);
      }
      case IN_FLIGHT, DELIVERED -> null;
    };
  }

  /** All else waits until the destination has confirmed the contact, and shares its fate. */
  private @Nullable Admitted contactFirst(Standing row) {
    String personId = row.personId();
    if (personId == null) {
      return hold(
          row, CaseType.CUSTOMER_UNKNOWN, "the customer of this order is not in Khaos Control");
    }
    if (reads.isLinked(row.destination(), personId)) {
      return null;
    }
    Optional<Precondition> contact = reads.contactOnceSettled(row.destination(), personId);
    if (contact.isEmpty()) {
      return hold(
          row,
          CaseType.CUSTOMER_UNKNOWN,
          "the customer of this order was never read from Khaos Control");
    }
    // The settlement that confirmed the contact may have ended between the two looks.
    return reads.isLinked(row.destination(), personId) ? null : followContact(row, contact.get());
  }

  private Admitted followContact(Standing row, Precondition contact) {
    return switch (contact.status().state()) {
      case EXCLUDED -> exclude(row, Objects.requireNonNull(contact.exclusion()));
      case HELD -> {
        deliveries.holdWithContact(Selection.of(row.id()), contact.caseId());
        yield ended(row);
      }
      case IN_FLIGHT, DELIVERED -> {
        deliveries.waitForContact(Selection.of(row.id()));
        yield Admitted.WAITS;
      }
    };
  }

  private @Nullable Admitted consent(Standing row) {
    String personId = Objects.requireNonNull(row.personId());
    if (reads.isInCall(row.destination(), personId)) {
      // What it wrote, or read there, is only known at its verdict.
      return new Admitted.Again(CALL_UNDER_WAY, "a call about the contact is under way");
    }
    ConsentRule.Decision decision = consents.decide(row.destination(), personId);
    boolean couldBeFlip =
        decision == ConsentRule.Decision.WRITE || decision == ConsentRule.Decision.HOLD_UNKNOWN;
    Admitted flip =
        couldBeFlip
            ? heldUnder(consents.massFlip(row.destination(), row.kind(), personId), row)
            : null;
    if (flip != null) {
      return flip;
    }
    return switch (decision) {
      case WRITE ->
          consents.needsApproval(row.destination(), personId)
              ? hold(row, CaseType.CONSENT_NOT_APPROVED, NOT_APPROVED)
              : null;
      case LEAVE -> exclude(row, Exclusion.of(ExclusionReason.OPTED_IN_THERE));
      case HOLD_OPT_OUT -> hold(row, CaseType.OPT_OUT_AT_FIRST_SIGHT, OPT_OUT_UNSURE);
      case ALREADY_TRUE -> {
        deliveries.deliver(Selection.of(row.id()), Evidence.ACCEPTED);
        yield ended(row);
      }
      case HOLD_UNKNOWN -> hold(row, CaseType.CONSENT_UNKNOWN, KnownConsent.UNKNOWN_CAUSE);
      case HOLD_FIRST_SIGHT ->
          hold(row, CaseType.OPT_IN_AT_FIRST_SIGHT, KnownConsent.FIRST_SIGHT_CAUSE);
    };
  }

  /** At night it waits, here and not in the outbox, where it would count as tried. */
  private @Nullable Admitted outsideHours(Standing row, Instant businessNow) {
    EventType event = row.event();
    Instant opens = event == null ? businessNow : opensFor(event, businessNow);
    if (!opens.isAfter(businessNow)) {
      return null;
    }
    // In real time the wait may be shorter, but only stragglers go by it.
    deliveries.putOff(Selection.of(row.id()), Duration.between(businessNow, opens), OUTSIDE_HOURS);
    return new Admitted.NotBefore(opens, OUTSIDE_HOURS);
  }

  /** When an event of this type may go out: now, or later. */
  Instant opensFor(EventType event, Instant businessNow) {
    return hours == null || !event.marketing() ? businessNow : hours.next(businessNow);
  }

  private Admitted exclude(Standing row, Exclusion why) {
    deliveries.exclude(Selection.of(row.id()), why);
    return ended(row);
  }

  private Admitted hold(Standing row, CaseType type, String cause) {
    deliveries.hold(Selection.of(row.id()), cases.open(row.destination(), type, cause, cause));
    return ended(row);
  }

  private Admitted ended(Standing row) {
    return new Admitted.Ended(reads.outcome(row.id()));
  }
}
