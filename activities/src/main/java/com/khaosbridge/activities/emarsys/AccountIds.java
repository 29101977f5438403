package com.khaosbridge.activities.emarsys;

import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.delivery.EventType;
import java.util.Map;

/**
 * What things are in this account, where ids differ from account to account.
 *
 * @param personField id of the contact field for our person id
 * @param eventIds external event by event type, for the types in use
 * @param metricFields ids of the contact fields of the metrics in use
 */
record AccountIds(
    String personField,
    String urnField,
    String customerIdsField,
    Countries countries,
    Map<EventType, String> eventIds,
    Map<Metric, String> metricFields) {}
