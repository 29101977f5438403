package com.khaosbridge.activities.sending;

import com.khaosbridge.activities.destination.AccountSetup;
import com.khaosbridge.activities.destination.Destination;
import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A destination whose answers the test decides: for what no real adapter would ever do. */
final class ScriptedDestination implements Destination {
  /** What a call does. */
  interface Script {
    Map<Long, Verdict> answer(DeliveryKind kind, List<Row> rows);
  }

  /** The rows of each call, in their order. */
  final List<List<Row>> calls = new CopyOnWriteArrayList<>();

  private final String name;
  volatile Script script = (kind, rows) -> accept(kind, rows);

  ScriptedDestination(String name) {
    this.name = name;
  }

  static Map<Long, Verdict> accept(DeliveryKind kind, List<Row> rows) {
    Map<Long, Verdict> verdicts = new HashMap<>();
    for (Row row : rows) {
      verdicts.put(
          row.deliveryId(),
          row instanceof Row.Contact contact
              ? Verdict.Ok.accepted("contact of " + contact.personId(), contact.contactId() == null)
              : Verdict.Ok.accepted());
    }
    return verdicts;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<DeliveryKind> kinds() {
    return EnumSet.complementOf(
        EnumSet.of(DeliveryKind.ORDER, DeliveryKind.METRICS, DeliveryKind.RETIREMENT));
  }

  @Override
  public int batchSize(DeliveryKind kind, Lane lane) {
    return 100;
  }

  @Override
  public boolean repeatable(DeliveryKind kind) {
    return kind == DeliveryKind.CONTACT || kind == DeliveryKind.CONSENT;
  }

  @Override
  public List<String> discover() {
    return List.of();
  }

  @Override
  public AccountSetup setup() {
    throw new UnsupportedOperationException("needs nothing");
  }

  @Override
  public Map<Long, Verdict> deliver(DeliveryKind kind, Lane lane, List<Row> rows) {
    calls.add(List.copyOf(rows));
    return script.answer(kind, rows);
  }

  @Override
  public long calls() {
    return calls.size();
  }
}
