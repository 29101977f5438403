package com.khaosbridge.worker;

import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.emarsys.SalesFiles;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.SalesFileLedger;
import com.khaosbridge.activities.settings.DestinationSettings;
import java.time.Instant;
import java.util.List;

/** The destinations' accounts, whose sales files the ledger keeps. */
final class Accounts implements SalesFiles {
  private final SalesFileLedger files;

  private Accounts(LedgerDatabase database) {
    this.files = new SalesFileLedger(database);
  }

  static List<Destination> open(List<DestinationSettings> settings, LedgerDatabase database) {
    Accounts accounts = new Accounts(database);
    return settings.stream().map(each -> each.open(accounts, Instant::now)).toList();
  }

  @Override
  public void aboutToSend(String destination, List<Long> deliveryIds, byte[] file, String sha256) {
    files.aboutToSend(destination, deliveryIds, file, sha256);
  }

  @Override
  public void answered(String sha256, int status) {
    files.answered(sha256, status);
  }
}
