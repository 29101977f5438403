package com.khaosbridge.activities.ledger.outbox;

import static com.khaosbridge.workflows.delivery.DeliveryStatus.CLAIMED;
import static com.khaosbridge.workflows.delivery.DeliveryStatus.DELIVERED;
import static com.khaosbridge.workflows.delivery.DeliveryStatus.EXCLUDED;
import static com.khaosbridge.workflows.delivery.DeliveryStatus.HELD;
import static com.khaosbridge.workflows.delivery.DeliveryStatus.PLANNED;
import static com.khaosbridge.workflows.delivery.DeliveryStatus.READY;
import static com.khaosbridge.workflows.delivery.DeliveryStatus.WAITING;

import com.khaosbridge.workflows.delivery.DeliveryStatus;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** The changes that a delivery's row may go through: where each begins, and what it sets. */
enum Transition {
  EXCLUDE(EXCLUDED, "reason = ?, reason_detail = ?", PLANNED, WAITING, READY, CLAIMED, HELD),
  DELIVER(DELIVERED, "evidence = ?", PLANNED, WAITING, CLAIMED),
  HOLD(HELD, "case_id = ?, by_contact = false", PLANNED, WAITING, READY, CLAIMED, HELD),
  HOLD_WITH_CONTACT(HELD, "case_id = ?, by_contact = true", PLANNED, WAITING),
  WAIT_FOR_CONTACT(WAITING, "", PLANNED, WAITING),
  WAIT_AGAIN(WAITING, "case_id = null, first_tried_at = null", HELD),
  ADOPT_ONLY(PLANNED, "adopt_only = true", PLANNED),
  ENTER_OUTBOX(READY, "not_before = now()", PLANNED, WAITING),
  CLAIM(
      DeliveryStatus.CLAIMED,
      "claim = ?, attempts = attempts + 1, first_tried_at = coalesce(first_tried_at, now())",
      READY),
  STOP(READY, "case_id = ?", READY),
  GIVE_BACK(READY, "", CLAIMED),
  RETRY_LATER(READY, "not_before = now() + ? * interval '1 millisecond'", CLAIMED),
  PLAN_AGAIN(PLANNED, "lane = 'LIVE', not_before = now() + ? * interval '1 millisecond'", CLAIMED),
  PUT_OFF(
      PLANNED,
      "lane = 'LIVE', first_tried_at = null, not_before = now() + ? * interval '1 millisecond'",
      PLANNED,
      WAITING,
      CLAIMED),
  DECIDE_ANEW(PLANNED, "lane = 'LIVE'", WAITING),
  HURRY(PLANNED, "lane = 'LIVE'", PLANNED, WAITING, READY),
  REOPEN(
      PLANNED,
      """
      first_tried_at = null, lane = 'LIVE',
        person_id = coalesce(d.person_id, (select c.person_id from sales_order o
          join customer c on c.source = o.source and c.urn = o.urn
          where o.source = d.source and o.order_code = d.order_code))
      """,
      HELD),
  GO_ON(
      PLANNED,
      "case_id = null, first_tried_at = null, lane = case when ? then 'LIVE' else lane end",
      HELD),
  TAKE_UP(
      PLANNED,
      """
      lane = 'LIVE', not_before = now(), reason = null, reason_detail = '', ended_at = null,
        person_id = coalesce((select a.person_id from person_alias a
          where a.source = d.source and a.alias_id = d.person_id), d.person_id)
      """,
      EXCLUDED),
  RESUME_WAITING(WAITING, Transition.RESUMED, HELD),
  RESUME_READY(READY, Transition.RESUMED, HELD),
  RESUME_PLANNED(PLANNED, Transition.RESUMED, HELD);

  private static final String RESUMED =
      "not_before = now(), first_tried_at = case when ? then null else first_tried_at end";

  private final DeliveryStatus to;
  private final String values;
  private final Set<DeliveryStatus> from;

  Transition(DeliveryStatus to, String values, DeliveryStatus... from) {
    this.to = to;
    this.values = values;
    this.from = EnumSet.copyOf(Arrays.asList(from));
  }

  DeliveryStatus to() {
    return to;
  }

  Set<DeliveryStatus> from() {
    return EnumSet.copyOf(from);
  }

  /** Whether the activity that waits is told: it ends, or makes another attempt. */
  boolean endsWaiting() {
    return switch (to) {
      case PLANNED, HELD, DELIVERED, EXCLUDED -> true;
      case WAITING, READY, CLAIMED -> false;
    };
  }

  /** What an update sets: the new status, its own values, and nothing that belongs to another. */
  String assignments() {
    String cleared =
        switch (to) {
          case PLANNED -> ", by_contact = false, claim = null, task_token = null";
          case WAITING -> ", by_contact = false, claim = null";
          case READY -> ", by_contact = false, claim = null";
          case CLAIMED -> "";
          case HELD -> ", claim = null, task_token = null";
          case DELIVERED, EXCLUDED ->
              ", case_id = null, by_contact = false, claim = null, task_token = null,"
                  + " ended_at = now()";
        };
    return "status = '" + to.name() + "'" + cleared + (values.isEmpty() ? "" : ", " + values);
  }

  /** Which deliveries an update takes: those of the selection that stand where it may begin. */
  String condition(Selection which) {
    Set<DeliveryStatus> begin = from();
    begin.retainAll(which.from());
    return "("
        + which.condition()
        + ") and "
        + (begin.isEmpty() ? "false" : "d.status " + StatusSql.in(begin));
  }
}
