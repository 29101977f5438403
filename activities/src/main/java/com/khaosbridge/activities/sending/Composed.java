package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.List;
import java.util.Map;

/** Rows ready to be sent, and a verdict for each claimed delivery that can't be. */
record Composed(List<Row> rows, Map<Long, Verdict> unsendable) {}
