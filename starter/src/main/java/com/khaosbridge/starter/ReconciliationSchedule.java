package com.khaosbridge.starter;

import com.khaosbridge.workflows.TaskQueues;
import com.khaosbridge.workflows.WorkflowIds;
import com.khaosbridge.workflows.reconciliation.Reconciliation;
import com.khaosbridge.workflows.reconciliation.ReconciliationRef;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.Schedule;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleException;
import io.temporal.client.schedules.ScheduleHandle;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleRange;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleUpdate;
import io.temporal.common.Priority;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The schedule by which a reconciliation runs every day. */
public final class ReconciliationSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(ReconciliationSchedule.class);

  /** A server that was down overnight still runs it, but not in the middle of the day. */
  private static final Duration LATEST = Duration.ofHours(3);

  private final ScheduleClient schedules;
  private final String id;
  private final String source;
  private final Priority priority;

  ReconciliationSchedule(WorkflowClient client, String source, Priority priority) {
    WorkflowClientOptions options = client.getOptions();
    this.schedules =
        ScheduleClient.newInstance(
            client.getWorkflowServiceStubs(),
            ScheduleClientOptions.newBuilder()
                .setNamespace(options.getNamespace())
                .setDataConverter(options.getDataConverter())
                .setIdentity(options.getIdentity())
                .build());
    this.id = WorkflowIds.reconciliation(source);
    this.source = source;
    this.priority = priority;
  }

  /**
   * Makes the schedule, or changes the one there is; whether somebody paused it stays as it is.
   *
   * @return false if the server, as the in-process test server, has no schedules
   */
  public boolean daily(LocalTime at, ZoneId zone, boolean repair) {
    Schedule schedule = schedule(at, zone, repair);
    try {
      schedules.createSchedule(id, schedule, ScheduleOptions.newBuilder().build());
    } catch (ScheduleAlreadyRunningException e) {
      handle()
          .update(
              there ->
                  new ScheduleUpdate(
                      Schedule.newBuilder(schedule)
                          .setState(there.getDescription().getSchedule().getState())
                          .build()));
    } catch (ScheduleException e) {
      if (status(e) == Status.Code.UNIMPLEMENTED) {
        LOG.warn("This Temporal server has no schedules: no reconciliation will run by itself.");
        return false;
      }
      throw e;
    }
    LOG.info("A reconciliation runs every day at {} {}.", at, zone);
    return true;
  }

  /** Removes the schedule, if there is one. */
  public void never() {
    try {
      handle().delete();
    } catch (ScheduleException e) {
      Status.Code code = status(e);
      if (code != Status.Code.NOT_FOUND && code != Status.Code.UNIMPLEMENTED) {
        throw e;
      }
      LOG.debug("there was no schedule {}", id);
    }
  }

  private ScheduleHandle handle() {
    return schedules.getHandle(id);
  }

  private Schedule schedule(LocalTime at, ZoneId zone, boolean repair) {
    return Schedule.newBuilder()
        .setAction(
            ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(Reconciliation.class)
                .setArguments(ReconciliationRef.all(source, repair))
                .setOptions(
                    WorkflowOptions.newBuilder()
                        .setWorkflowId(id)
                        .setTaskQueue(TaskQueues.HISTORY)
                        .setPriority(priority)
                        .setStaticSummary(BridgeWorkflows.RECONCILIATION)
                        // A summary without details can't be read back for an update.
                        .setStaticDetails("Started by the schedule " + id + ".")
                        .build())
                .build())
        .setSpec(
            ScheduleSpec.newBuilder()
                .setCalendars(
                    List.of(
                        ScheduleCalendarSpec.newBuilder()
                            .setHour(List.of(new ScheduleRange(at.getHour())))
                            .setMinutes(List.of(new ScheduleRange(at.getMinute())))
                            .build()))
                .setTimeZoneName(zone.getId())
                .build())
        .setPolicy(
            SchedulePolicy.newBuilder()
                .setOverlap(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_SKIP)
                .setCatchupWindow(LATEST)
                .build())
        .build();
  }

  private static Status.@Nullable Code status(ScheduleException e) {
    return e.getCause() instanceof StatusRuntimeException said ? said.getStatus().getCode() : null;
  }
}
