package com.khaosbridge.activities.observing;

import com.khaosbridge.activities.credits.CreditNote;
import com.khaosbridge.activities.credits.CreditRefund;
import com.khaosbridge.activities.credits.CreditSource;
import com.khaosbridge.activities.credits.CreditTaker;
import com.khaosbridge.activities.credits.UnreadableCredit;
import com.khaosbridge.activities.ledger.books.CreditLedger;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.cases.NoRate;
import com.khaosbridge.activities.ledger.cases.UnreadableRecord;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Reads credit notes and refunds from their sources and records them. */
public final class CreditObserver {
  private static final String CREDIT_NOTE = "credit note";
  private static final String REFUND = "refund";

  private final List<CreditSource> sources;
  private final CreditLedger ledger;
  private final Cases cases;
  private final Instant goLive;
  private final CountedMoney money;
  private final Set<String> lackingRates = ConcurrentHashMap.newKeySet();
  private long ratesSeen = -1;

  /**
   * @param goLive what was issued before is history
   */
  public CreditObserver(
      List<CreditSource> sources,
      CreditLedger ledger,
      Cases cases,
      Instant goLive,
      CountedMoney money) {
    this.sources = List.copyOf(sources);
    this.ledger = ledger;
    this.cases = cases;
    this.goLive = goLive;
    this.money = money;
  }

  /**
   * Records what changed since then. All of it is durable when this returns.
   *
   * @param observedAt business time before the call
   * @return how many credit notes were read
   */
  public int observe(Instant changedSince, Instant observedAt) {
    int read = 0;
    for (CreditSource source : sources) {
      read += source.read(changedSince, new Recording(observedAt));
    }
    return read;
  }

  /** Records what one look finds. */
  private final class Recording implements CreditTaker {
    private final Instant observedAt;

    Recording(Instant observedAt) {
      this.observedAt = observedAt;
    }

    @Override
    public void creditNotes(List<CreditNote> notes) {
      record(notes, observedAt);
    }

    @Override
    public void refunds(List<CreditRefund> refunds) {
      ledger.recordRefunds(refunds, observedAt);
      cases.readable(REFUND, refunds.stream().map(CreditRefund::refundId).toList());
    }

    @Override
    public void unreadableNote(UnreadableCredit problem) {
      cases.unreadable(List.of(problem(CREDIT_NOTE, problem)));
    }

    @Override
    public void unreadableRefund(UnreadableCredit problem) {
      cases.unreadable(List.of(problem(REFUND, problem)));
    }
  }

  private void record(List<CreditNote> read, Instant observedAt) {
    List<CreditNote> notes = new ArrayList<>();
    for (CreditNote note : read) {
      money.note(note).ifPresentOrElse(notes::add, () -> withoutRate(note));
    }
    Map<Lane, List<CreditNote>> byLane =
        notes.stream()
            .collect(
                Collectors.groupingBy(
                    note -> note.issuedAt().isBefore(goLive) ? Lane.HISTORY : Lane.LIVE));
    byLane.forEach((lane, some) -> ledger.record(some, observedAt, lane));
    List<String> ids = notes.stream().map(CreditNote::creditId).toList();
    cases.readable(CREDIT_NOTE, ids);
  }

  private void withoutRate(CreditNote note) {
    NoRate noRate = new NoRate(note.currency(), money.currency());
    lackingRates.add(note.currency());
    cases.openAbout(
        CaseType.NO_RATE,
        CREDIT_NOTE,
        note.currency(),
        noRate.cause() + ", for credit notes",
        noRate.first("credit note " + note.creditId(), note.businessDate()));
  }

  /**
   * Records what could not be recorded for want of a rate, if there may be one now. It did not
   * change where it is read, so that all is read again.
   *
   * @param observedAt business time before the call
   */
  void observeWithNewRates(Instant observedAt) {
    long now = money.version();
    List<String> lacked =
        now == ratesSeen ? List.of() : cases.openAbout(CaseType.NO_RATE, CREDIT_NOTE);
    if (!lacked.isEmpty()) {
      lackingRates.clear();
      observe(Instant.EPOCH, observedAt);
      cases.closeAbout(
          CaseType.NO_RATE,
          CREDIT_NOTE,
          lacked.stream().filter(currency -> !lackingRates.contains(currency)).toList());
    }
    ratesSeen = now;
  }

  private static UnreadableRecord problem(String record, UnreadableCredit problem) {
    return new UnreadableRecord(
        record,
        problem.key(),
        problem.field(),
        "%s %s, %s, field %s has %s: %s. Correct it where it comes from; it is read again by itself."
            .formatted(
                record,
                problem.key(),
                problem.where(),
                problem.field(),
                problem.shape(),
                problem.reason()));
  }

  /**
   * Finds the orders of all notes that can be attributed now.
   *
   * @param observedAt business time
   */
  public void attribute(Instant observedAt, Lane lane) {
    int attributed = ledger.attribute(observedAt, lane);
    while (attributed > 0) {
      attributed = ledger.attribute(observedAt, lane);
    }
    ledger.tellOfTheRest(observedAt);
  }
}
