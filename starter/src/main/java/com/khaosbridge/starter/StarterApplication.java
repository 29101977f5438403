package com.khaosbridge.starter;

import com.khaosbridge.activities.keys.WorkflowPayloads;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.outbox.OwedCompletions;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.settings.BridgeSettings;
import com.khaosbridge.activities.settings.DestinationSettings;
import com.khaosbridge.activities.signals.Courier;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import java.time.LocalTime;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * The starter process: starts the feeds and the backfill, schedules the reconciliation, and sends
 * signals that are still owed.
 */
@SpringBootApplication
public class StarterApplication {
  protected StarterApplication() {}

  @Bean
  BridgeSettings bridgeSettings(Environment environment) {
    return Binder.get(environment).bindOrCreate("khaos-bridge", BridgeSettings.class);
  }

  @Bean
  DataConverter dataConverter(BridgeSettings settings) {
    return WorkflowPayloads.converter(settings.encryption());
  }

  @Bean
  LedgerDatabase ledgerDatabase(BridgeSettings settings) {
    return new LedgerDatabase(settings.ledger().url(), 4);
  }

  /** Brings what workers could not bring, because they died. */
  @Bean(initMethod = "start")
  Courier courier(LedgerDatabase database, BridgeSettings settings, WorkflowClient client) {
    String source = settings.source();
    return new Courier(
        new PendingSignals(database, source),
        new OwedCompletions(database, source),
        client,
        source);
  }

  @Bean
  BridgeWorkflows bridgeWorkflows(WorkflowClient client, BridgeSettings settings) {
    return new BridgeWorkflows(client, settings.source());
  }

  @Bean
  ApplicationRunner startWorkflows(BridgeWorkflows workflows, BridgeSettings settings) {
    return arguments -> {
      workflows.registerSearchAttributes();
      workflows.startBackfill(
          settings.destinations().stream().map(DestinationSettings::name).toList());
      workflows.startFeeds(settings.feedNames());
      schedule(workflows.reconciliationSchedule(), settings);
    };
  }

  private static void schedule(ReconciliationSchedule schedule, BridgeSettings settings) {
    LocalTime at = settings.reconciliation().time();
    if (at == null) {
      schedule.never();
    } else {
      var unused =
          schedule.daily(at, settings.khaos().calendar(), settings.reconciliation().repairs());
    }
  }
}
