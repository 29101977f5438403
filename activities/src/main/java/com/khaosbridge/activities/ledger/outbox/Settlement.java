package com.khaosbridge.activities.ledger.outbox;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.persons.Person;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Evidence;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Turns the verdicts of one call into what the ledger says, in one transaction: states, links,
 * cases, and what goes on because of them. The one place where a verdict becomes a state.
 */
public final class Settlement {
  private final LedgerDatabase database;
  private final Deliveries deliveries;
  private final Cases cases;
  private final ContactConfirmation contacts;
  private final KnownConsent knownConsent;
  private final Dependants dependants;
  private final Persons persons;
  private final Outage outage;
  private final PendingSignals signals;
  private final Duration giveUpAfter;

  /**
   * @param giveUpAfter how long a delivery is retried before a person is told; it is retried on
   *     after that
   */
  public Settlement(LedgerDatabase database, String source, Duration giveUpAfter) {
    this.database = database;
    this.deliveries = new Deliveries(database, source);
    this.contacts = new ContactConfirmation(database, source);
    this.cases = new Cases(database, source);
    this.knownConsent = new KnownConsent(database, source);
    this.dependants = new Dependants(database, source);
    this.persons = new Persons(database, source);
    this.outage = new Outage(database, source);
    this.signals = new PendingSignals(database, source);
    this.giveUpAfter = giveUpAfter;
  }

  /**
   * A claimed delivery with its verdict.
   *
   * @param consentSent the consent that its row carried, null if it carried none
   */
  public record Settled(ClaimedDelivery delivery, Verdict verdict, @Nullable Consent consentSent) {}

  /**
   * Settles one call; the activities that wait are owed the outcome from then on.
   *
   * @param claim the claim under which the rows were sent; rows that were taken from it meanwhile
   *     are left alone
   */
  public void settle(UUID claim, List<Settled> rows) {
    database.inTransaction(() -> settleAll(claim, rows));
  }

  /**
   * Lets one delivery of each case of a destination-wide trouble try whether the trouble is over.
   *
   * @return whether there is one
   */
  public boolean probe(String destination) {
    return database.inTransaction(() -> outage.probe(destination));
  }

  private void settleAll(UUID claim, List<Settled> rows) {
    List<Settled> delivered = new ArrayList<>();
    for (Settled row : stillClaimed(claim, rows)) {
      if (row.verdict() instanceof Verdict.Ok) {
        delivered.add(row);
      } else {
        notDelivered(claim, row);
      }
    }
    deliver(delivered);
    if (!delivered.isEmpty()) {
      outage.end(delivered.get(0).delivery().destination());
    }
  }

  private List<Settled> stillClaimed(UUID claim, List<Settled> rows) {
    Set<Long> claimed =
        new HashSet<>(
            database
                .sql()
                .sql(
                    "select id from delivery where claim = ? and status "
                        + StatusSql.CLAIMED
                        + " for update")
                .param(claim)
                .query(Long.class)
                .list());
    return rows.stream().filter(row -> claimed.contains(row.delivery().id())).toList();
  }

  private void deliver(List<Settled> rows) {
    Map<Evidence, List<Long>> byEvidence = new EnumMap<>(Evidence.class);
    for (Settled row : rows) {
      Verdict.Ok ok = (Verdict.Ok) row.verdict();
      byEvidence
          .computeIfAbsent(ok.evidence(), evidence -> new ArrayList<>())
          .add(row.delivery().id());
    }
    byEvidence.forEach((evidence, ids) -> deliveries.deliver(Selection.of(ids), evidence));
    contacts.confirm(rows.stream().filter(row -> isOf(row, DeliveryKind.CONTACT)).toList());
    consentWritten(rows.stream().filter(row -> isOf(row, DeliveryKind.CONSENT)).toList());
    retired(rows.stream().filter(row -> isOf(row, DeliveryKind.RETIREMENT)).toList());
  }

  private static boolean isOf(Settled row, DeliveryKind kind) {
    return row.delivery().kind() == kind;
  }

  private void consentWritten(List<Settled> rows) {
    Map<String, Consent> written = new HashMap<>();
    for (Settled row : rows) {
      if (row.consentSent() != null) {
        written.put(row.delivery().person(), row.consentSent());
      }
    }
    if (!written.isEmpty()) {
      ClaimedDelivery any = rows.get(0).delivery();
      knownConsent.written(any.destination(), written, any.claimedAt());
    }
  }

  private void retired(List<Settled> rows) {
    if (!rows.isEmpty()) {
      ClaimedDelivery any = rows.get(0).delivery();
      knownConsent.retired(
          any.destination(),
          rows.stream().map(row -> row.delivery().businessKey()).toList(),
          any.claimedAt());
    }
  }

  private void notDelivered(UUID claim, Settled row) {
    ClaimedDelivery delivery = row.delivery();
    Verdict verdict = row.verdict();
    if (verdict instanceof Verdict.Retry retry) {
      retry(delivery, retry);
    } else if (verdict instanceof Verdict.Exclude exclude) {
      exclude(delivery, whyNotMade(delivery, exclude.exclusion()));
    } else if (verdict instanceof Verdict.Reject reject) {
      CaseType type = reject.missing().isEmpty() ? CaseType.REJECTED : CaseType.EVENT_INCOMPLETE;
      String what = reject.cause() + (reject.detail().isEmpty() ? "" : ": " + reject.detail());
      hold(delivery, type, rejectionCause(delivery, reject), what);
    } else if (verdict instanceof Verdict.Config config) {
      hold(delivery, CaseType.CONFIG, config.cause(), config.detail());
    } else if (verdict instanceof Verdict.UnknownOutcome unknown) {
      hold(
          delivery,
          CaseType.UNKNOWN_OUTCOME,
          unknown.cause() + ", call " + claim,
          "The call broke off: " + unknown.cause() + ".");
    } else {
      throw new IllegalStateException("unknown verdict " + verdict);
    }
  }

  /**
   * A rejected contact is a matter of its own; other rows share a case with all of the same cause.
   */
  private static String rejectionCause(ClaimedDelivery delivery, Verdict.Reject reject) {
    return delivery.kind() == DeliveryKind.CONTACT
        ? reject.cause() + " (person " + delivery.personId() + ")"
        : reject.cause();
  }

  private void retry(ClaimedDelivery delivery, Verdict.Retry retry) {
    if (superseded(delivery)) {
      return;
    }
    Selection it = Selection.of(delivery.id());
    if (retry.decideAnew()) {
      if (retry.consentThere() != null) {
        knownConsent.read(delivery.destination(), Map.of(delivery.person(), retry.consentThere()));
      }
      deliveries.putOff(it, retry.delay(), retry.cause()).stream()
          .filter(again -> !again.awaited())
          .forEach(signals::changed);
      return;
    }
    Instant first = delivery.firstTriedAt();
    if (first != null && first.plus(giveUpAfter).isBefore(Instant.now())) {
      hold(delivery, CaseType.UNAVAILABLE, retry.cause(), retry.cause());
      return;
    }
    deliveries.planAgain(
        it.and("d.lane = 'LIVE' and d.task_token is not null"), retry.delay(), retry.cause());
    // What no activity waits for, its sender tries again by itself.
    deliveries.retryLater(it, retry.delay());
  }

  private void exclude(ClaimedDelivery delivery, Exclusion verdict) {
    if (delivery.kind() == DeliveryKind.CONTACT && superseded(delivery)) {
      return;
    }
    deliveries.exclude(Selection.of(delivery.id()), verdict);
    excluded(delivery);
  }

  /** A contact that was only looked for is not made for what the ERP says, if it says anything. */
  private Exclusion whyNotMade(ClaimedDelivery delivery, Exclusion verdict) {
    if (!delivery.adoptOnly() || verdict.reason() != ExclusionReason.CREATION_POLICY) {
      return verdict;
    }
    Person person = persons.known(List.of(delivery.person())).get(delivery.person());
    ExclusionReason inErp = person == null ? null : person.exclusion();
    return inErp == null ? verdict : Exclusion.of(inErp);
  }

  /** If something newer is to be made true under the same key, this gives way to it. */
  private boolean superseded(ClaimedDelivery delivery) {
    if (deliveries.supersede(Selection.of(delivery.id())).isEmpty()) {
      return false;
    }
    excluded(delivery);
    return true;
  }

  private void excluded(ClaimedDelivery delivery) {
    if (delivery.kind() == DeliveryKind.CONTACT && !hasLink(delivery)) {
      dependants.followContact(delivery.destination(), delivery.person());
    }
  }

  private void hold(ClaimedDelivery delivery, CaseType type, String cause, String whatHappened) {
    if (type != CaseType.UNKNOWN_OUTCOME && superseded(delivery)) {
      return;
    }
    long caseId = cases.open(delivery.destination(), type, cause, whatHappened);
    deliveries.hold(Selection.of(delivery.id()), caseId);
    if (delivery.kind() == DeliveryKind.CONTACT && !hasLink(delivery)) {
      dependants.hold(delivery.destination(), delivery.person(), caseId);
    }
    if (type == CaseType.REJECTED || type == CaseType.EVENT_INCOMPLETE) {
      handOver(delivery);
    }
  }

  private boolean hasLink(ClaimedDelivery delivery) {
    return delivery.contactId() != null;
  }

  /** So that a workflow waits at its gate, where a person sees it and can push it on. */
  private void handOver(ClaimedDelivery delivery) {
    if (delivery.taskToken() == null) {
      signals.changed(delivery.personId(), delivery.orderCode());
    }
  }
}
