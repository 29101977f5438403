package com.khaosbridge.worker;

import com.khaosbridge.activities.keys.HashKey;
import com.khaosbridge.activities.keys.WorkflowPayloads;
import com.khaosbridge.activities.settings.BridgeSettings;
import com.khaosbridge.workflows.delivery.DecisionActivities;
import com.khaosbridge.workflows.delivery.DeliveryActivities;
import com.khaosbridge.workflows.feed.FeedActivities;
import com.khaosbridge.workflows.history.HistoryActivities;
import com.khaosbridge.workflows.merge.MergeActivities;
import com.khaosbridge.workflows.merge.MergeReading;
import com.khaosbridge.workflows.order.OrderActivities;
import com.khaosbridge.workflows.person.PersonActivities;
import com.khaosbridge.workflows.reconciliation.ReconciliationActivities;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.temporal.client.WorkflowClient;
import io.temporal.common.converter.DataConverter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The beans of a worker process. The Temporal starter finds the activities by their names in
 * application.yml.
 */
@Configuration(proxyBeanMethods = false)
public class BridgeConfiguration {
  private static final Duration[] BUCKETS = {
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5),
    Duration.ofSeconds(30),
    Duration.ofMinutes(5),
  };

  @Bean
  BridgeSettings bridgeSettings(Environment environment) {
    return Binder.get(environment).bindOrCreate("khaos-bridge", BridgeSettings.class);
  }

  @Bean
  HashKey hashKey(BridgeSettings settings) throws IOException {
    return HashKey.readOrCreate(Path.of(settings.keysFile()));
  }

  @Bean
  DataConverter dataConverter(BridgeSettings settings) {
    return WorkflowPayloads.converter(settings.encryption());
  }

  @Bean
  Bridge bridge(
      BridgeSettings settings, HashKey hashKey, WorkflowClient temporal, MeterRegistry metrics) {
    return new Bridge(settings, hashKey, temporal, metrics);
  }

  /** So that nobody takes a bridge that sends nothing for one that works. */
  @Bean
  MeterBinder dryRun(BridgeSettings settings) {
    return metrics ->
        Gauge.builder("khaos_bridge_dry_run", () -> settings.isDryRun() ? 1 : 0)
            .description("1 if nothing is sent to any destination")
            .register(metrics);
  }

  @Bean
  HealthIndicator dryRunHealthIndicator(BridgeSettings settings) {
    return () ->
        Health.up()
            .withDetail("dryRun", settings.isDryRun() ? "DRY RUN: nothing is sent" : "no")
            .build();
  }

  @Bean
  DeliveryActivities deliveryActivities(Bridge bridge) {
    return bridge.deliveries();
  }

  @Bean
  DecisionActivities decisionActivities(Bridge bridge) {
    return bridge.decisions();
  }

  @Bean
  OrderActivities orderActivities(Bridge bridge) {
    return bridge.orders();
  }

  @Bean
  PersonActivities personActivities(Bridge bridge) {
    return bridge.persons();
  }

  @Bean
  MergeActivities mergeActivities(Bridge bridge) {
    return bridge.merges();
  }

  @Bean
  MergeReading mergeReading(Bridge bridge) {
    return bridge.mergeReading();
  }

  @Bean
  FeedActivities feedActivities(Bridge bridge) {
    return bridge.feeds();
  }

  @Bean
  HistoryActivities historyActivities(Bridge bridge) {
    return bridge.history();
  }

  @Bean
  ReconciliationActivities reconciliationActivities(Bridge bridge) {
    return bridge.reconciliation();
  }

  /**
   * Temporal's reporter asks for 138 buckets a timer and tag set; these are enough to see a trend.
   */
  @Bean
  MeterFilter temporalBuckets() {
    return new MeterFilter() {
      @Override
      public DistributionStatisticConfig configure(
          Meter.Id id, DistributionStatisticConfig config) {
        if (!id.getName().startsWith("temporal_")) {
          return config;
        }
        double[] nanos = new double[BUCKETS.length];
        for (int i = 0; i < BUCKETS.length; i++) {
          nanos[i] = BUCKETS[i].toNanos();
        }
        return DistributionStatisticConfig.builder()
            .percentilesHistogram(false)
            .serviceLevelObjectives(nanos)
            .build()
            .merge(config);
      }
    };
  }
}
