package com.khaosbridge.demo;

import com.khaosbridge.activities.settings.BridgeSettings;
import com.khaosbridge.starter.BridgeWorkflows;
import com.khaosbridge.starter.ReconciliationSchedule;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The daily reconciliation of a quick start that goes on: by a schedule where the Temporal server
 * has any, else by this process's own clock.
 */
final class NightlyComparison {
  private final BridgeWorkflows workflows;
  private final @Nullable LocalTime at;
  private final ZoneId zone;
  private final boolean repair;
  private @Nullable ZonedDateTime next;

  NightlyComparison(BridgeWorkflows workflows, BridgeSettings settings) {
    this.workflows = workflows;
    this.at = settings.reconciliation().time();
    this.zone = settings.khaos().calendar();
    this.repair = settings.reconciliation().repairs();
  }

  /** Makes or removes the schedule; says, for people, how it is. */
  String arrange() {
    ReconciliationSchedule schedule = workflows.reconciliationSchedule();
    if (at == null) {
      schedule.never();
      return "No reconciliation runs by itself.";
    }
    String when = "A reconciliation runs every day at " + at + " " + zone;
    if (schedule.daily(at, zone, repair)) {
      return when + ", by a schedule.";
    }
    next = after(ZonedDateTime.now(zone), at);
    return when + ", as long as this runs.";
  }

  /** Starts one if its time has come and no schedule does. */
  void startIfDue() {
    ZonedDateTime now = ZonedDateTime.now(zone);
    if (next != null && at != null && !now.isBefore(next)) {
      var unused = workflows.startReconciliation(repair);
      next = after(now, at);
    }
  }

  private static ZonedDateTime after(ZonedDateTime now, LocalTime at) {
    ZonedDateTime today = now.with(at);
    return today.isAfter(now) ? today : today.plusDays(1);
  }
}
