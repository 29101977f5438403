package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.DeliveryReads.Contact;
import com.khaosbridge.activities.ledger.outbox.DeliveryReads.Standing;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryOutcome;
import com.khaosbridge.workflows.delivery.Evidence;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may go into the outbox: by its validity, its contact and its consent. */
final class Admission {
  private static final Duration CALL_UNDER_WAY = Duration.ofSeconds(1);

  private final Deliveries deliveries;
  private final DeliveryReads reads;
  private final Cases cases;
  private final ConsentThere consentThere;

  Admission(LedgerDatabase database, String source) {
    this.deliveries = new Deliveries(database, source);
    this.reads = new DeliveryReads(database, source);
    this.cases = new Cases(database, source);
    this.consentThere = new ConsentThere(database, source);
  }

  /**
   * Takes a delivery a step further.
   *
   * @return where it stands, or empty if it is in the outbox
   */
  Optional<DeliveryOutcome> advance(
      long deliveryId, byte @Nullable [] taskToken, Instant businessNow) {
    Standing row = reads.lock(deliveryId);
    return switch (row.status()) {
      case DELIVERED -> Optional.of(DeliveryOutcome.delivered());
      case EXCLUDED -> Optional.of(DeliveryOutcome.excluded());
      case HELD -> Optional.of(held(row));
      case READY, CLAIMED -> {
        deliveries.awaitedBy(row.id(), taskToken);
        yield Optional.empty();
      }
      case PLANNED, WAITING -> {
        Optional<DeliveryOutcome> obstacle = obstacle(row, businessNow);
        if (obstacle.isEmpty()) {
          deliveries.ready(Selection.of(row.id()), taskToken);
        }
        yield obstacle;
      }
    };
  }

  private Optional<DeliveryOutcome> obstacle(Standing row, Instant businessNow) {
    if (row.validUntil() != null && row.validUntil().isBefore(businessNow)) {
      return Optional.of(exclude(row, Exclusion.of(ExclusionReason.TOO_LATE)));
    }
    if (row.kind() == DeliveryKind.CONTACT) {
      return Optional.empty();
    }
    Optional<DeliveryOutcome> waits = contactFirst(row);
    return waits.isEmpty() && row.kind() == DeliveryKind.CONSENT ? consent(row) : waits;
  }

  /** All else waits until the destination has confirmed the contact, and shares its fate. */
  private Optional<DeliveryOutcome> contactFirst(Standing row) {
    String personId = row.personId();
    if (personId == null) {
      return Optional.of(
          hold(
              row,
              CaseType.CUSTOMER_UNKNOWN,
              "the customer of this order is not in Khaos Control"));
    }
    if (reads.isLinked(row.destination(), personId)) {
      return Optional.empty();
    }
    Optional<Contact> contact = reads.contactOnceSettled(row.destination(), personId);
    if (contact.isEmpty()) {
      return Optional.of(
          hold(
              row,
              CaseType.CUSTOMER_UNKNOWN,
              "the customer of this order was never read from Khaos Control"));
    }
    // The settlement that confirmed the contact may have ended between the two looks.
    return reads.isLinked(row.destination(), personId)
        ? Optional.empty()
        : Optional.of(followContact(row, contact.get()));
  }

  private DeliveryOutcome followContact(Standing row, Contact contact) {
    return switch (contact.status().state()) {
      case EXCLUDED -> exclude(row, Objects.requireNonNull(contact.exclusion()));
      case HELD -> {
        deliveries.holdWithContact(Selection.of(row.id()), contact.caseId());
        yield held(row);
      }
      case IN_FLIGHT, DELIVERED -> {
        deliveries.waitForContact(Selection.of(row.id()));
        yield DeliveryOutcome.awaitingContact();
      }
    };
  }

  private Optional<DeliveryOutcome> consent(Standing row) {
    String personId = Objects.requireNonNull(row.personId());
    if (reads.isInCall(row.destination(), personId)) {
      // What it wrote, or read there, is only known at its verdict.
      return Optional.of(DeliveryOutcome.retryAfter(CALL_UNDER_WAY));
    }
    return switch (consentThere.decide(row.destination(), personId)) {
      case WRITE -> Optional.empty();
      case ALREADY_TRUE -> {
        deliveries.deliver(Selection.of(row.id()), Evidence.ACCEPTED);
        yield Optional.of(DeliveryOutcome.delivered());
      }
      case HOLD_UNKNOWN ->
          Optional.of(hold(row, CaseType.CONSENT_UNKNOWN, ConsentThere.UNKNOWN_CAUSE));
      case HOLD_FIRST_SIGHT ->
          Optional.of(hold(row, CaseType.OPT_IN_AT_FIRST_SIGHT, ConsentThere.FIRST_SIGHT_CAUSE));
    };
  }

  private DeliveryOutcome exclude(Standing row, Exclusion why) {
    deliveries.exclude(Selection.of(row.id()), why);
    return DeliveryOutcome.excluded();
  }

  private DeliveryOutcome hold(Standing row, CaseType type, String cause) {
    deliveries.hold(Selection.of(row.id()), cases.open(row.destination(), type, cause, cause));
    return held(row);
  }

  private DeliveryOutcome held(Standing row) {
    return DeliveryOutcome.held(cases.mustHold(row.id()));
  }
}
