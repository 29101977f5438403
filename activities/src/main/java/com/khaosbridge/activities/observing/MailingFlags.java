package com.khaosbridge.activities.observing;

import static java.util.stream.Collectors.joining;

import com.khaosbridge.activities.khaos.KhaosControl;
import com.khaosbridge.activities.khaos.records.ConsentMapping;
import com.khaosbridge.activities.khaos.records.MailingStatus;
import com.khaosbridge.activities.khaos.soap.ErpException;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.CaseClosing;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.workflows.delivery.CaseType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the data protection flags that the site has against those that configuration gives a
 * meaning. Where they differ one case is open, which says how; it closes when they agree. Looks
 * once a start, on a thread of its own that nobody waits for: an ERP that does not answer delays
 * neither start nor end.
 */
public final class MailingFlags {
  private static final Logger LOG = LoggerFactory.getLogger(MailingFlags.class);
  private static final String CAUSE = "data protection flags and their configuration differ";
  private static final int LONGEST_NAME = 60;

  private final KhaosControl erp;
  private final ConsentMapping consent;
  private final LedgerDatabase database;
  private final Cases cases;
  private final CaseClosing closing;
  private final Thread thread = new Thread(this::look, "data protection flags");

  public MailingFlags(
      KhaosControl erp, ConsentMapping consent, LedgerDatabase database, String source) {
    this.erp = erp;
    this.consent = consent;
    this.database = database;
    this.cases = new Cases(database, source);
    this.closing = new CaseClosing(database, source);
    thread.setDaemon(true);
  }

  /** Looks now, without being waited for. */
  public void start() {
    thread.start();
  }

  /** Whether its look is over, whatever came of it. */
  boolean hasLooked() {
    return thread.getState() == Thread.State.TERMINATED;
  }

  private void look() {
    try {
      compare(erp.mailingStatuses(ErpPriority.CUSTOMERS));
    } catch (ErpException e) {
      LOG.warn("the data protection flags are looked at with the next start: {}", e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn(
          "the data protection flags are looked at with the next start: {}",
          e.getClass().getName());
    }
  }

  private void compare(List<MailingStatus> flags) {
    if (flags.isEmpty()) {
      // Absence is no fact: what a broken answer looks like opens and closes nothing.
      LOG.warn("Khaos Control names no data protection flag; whether all are known stays open");
      return;
    }
    String differences = differences(flags);
    database.inTransaction(
        () -> {
          if (differences.isEmpty()) {
            closing.closeCause(Cases.ERP, CaseType.CONSENT_FLAGS, CAUSE);
          } else {
            long id = cases.open(Cases.ERP, CaseType.CONSENT_FLAGS, CAUSE, differences);
            cases.rephrase(id, differences);
          }
        });
  }

  private String differences(List<MailingStatus> flags) {
    Set<Integer> missing = new TreeSet<>(consent.flags());
    flags.forEach(flag -> missing.remove(flag.id()));
    String unknown =
        flags.stream()
            .filter(flag -> !consent.flags().contains(flag.id()))
            .map(MailingFlags::words)
            .collect(joining(", "));
    List<String> differences = new ArrayList<>();
    if (!unknown.isEmpty()) {
      differences.add("Khaos Control has flags whose meaning is not configured: " + unknown + ".");
    }
    if (!missing.isEmpty()) {
      differences.add(
          "Configured are flags that Khaos Control does not have: "
              + missing.stream().map(String::valueOf).collect(joining(", "))
              + ".");
    }
    return String.join(" ", differences);
  }

  private static String words(MailingStatus flag) {
    String name = flag.description().strip();
    return "%d (%s)"
        .formatted(
            flag.id(), name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name);
  }
}
