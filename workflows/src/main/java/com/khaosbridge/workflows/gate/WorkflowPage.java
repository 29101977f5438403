package com.khaosbridge.workflows.gate;

import com.khaosbridge.workflows.BridgeSearchAttributes;
import com.khaosbridge.workflows.BridgeState;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What people see of a workflow: search attributes to find it by, and a text to read. Only what
 * changed is told to the server.
 */
public final class WorkflowPage {
  private final Map<String, Object> shown = new HashMap<>();
  private final List<SearchAttributeUpdate<?>> updates = new ArrayList<>();

  /** The workflow has ended, and nothing is held here any more. */
  public void end() {
    show(BridgeState.ENDED, List.of());
  }

  /** What is held at the gate, and whose it is. */
  public void show(List<HeldDelivery> held) {
    show(held.isEmpty() ? BridgeState.RUNNING : BridgeState.AWAITING_DECISION, held);
  }

  private void show(BridgeState state, List<HeldDelivery> held) {
    HeldDelivery first = held.isEmpty() ? null : held.get(0);
    put(BridgeSearchAttributes.STATE, state.name());
    put(BridgeSearchAttributes.CASE_TYPE, first == null ? null : first.heldUnder().type());
    put(BridgeSearchAttributes.CASE_OWNER, first == null ? null : first.heldUnder().owner());
    put(BridgeSearchAttributes.CASE_ID, HeldDelivery.cases(held));
    put(BridgeSearchAttributes.CASE_DUE, HeldDelivery.firstDue(held));
    put(BridgeSearchAttributes.CASE_ROWS, held.isEmpty() ? null : (long) held.size());
    put(BridgeSearchAttributes.DESTINATION, HeldDelivery.destinations(held));
  }

  /** A search attribute of this kind of workflow; null takes it back. */
  public <T> void put(SearchAttributeKey<T> key, @Nullable T value) {
    Object before =
        shown.containsKey(key.getName())
            ? shown.get(key.getName())
            : Workflow.getTypedSearchAttributes().get(key);
    shown.put(key.getName(), value);
    if (!Objects.equals(before, value)) {
      updates.add(value == null ? key.valueUnset() : key.valueSet(value));
    }
  }

  /** Tells the server what was put, and shows this text, in Markdown. */
  public void publish(String text) {
    if (!updates.isEmpty()) {
      Workflow.upsertTypedSearchAttributes(updates.toArray(SearchAttributeUpdate<?>[]::new));
      updates.clear();
    }
    Workflow.setCurrentDetails(text);
  }
}
