package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.EventPayload;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Delivers events as triggered campaigns, one mail a row, many in a call. A mail can't be called
 * back and has no key that Dotdigital would deduplicate by, so a row whose outcome is in doubt is
 * never sent again. Sends count towards no rate tier.
 */
final class DotdigitalEvents {
  private static final String PATH = "/v2/email/triggered-campaign/batch";

  private final DotdigitalApi api;
  private final DotdigitalVerdicts verdicts;
  private final ContactLookup lookup;
  private final Map<EventType, Integer> campaigns;

  DotdigitalEvents(
      DotdigitalApi api,
      DotdigitalVerdicts verdicts,
      ContactLookup lookup,
      Map<EventType, Integer> campaigns) {
    this.api = api;
    this.lookup = lookup;
    this.verdicts = verdicts;
    this.campaigns = campaigns;
  }

  Map<Long, Verdict> deliver(Lane lane, List<Row.Event> rows) {
    Map<Long, Verdict> outcome = new LinkedHashMap<>();
    List<Row.Event> sendable = new ArrayList<>();
    for (Row.Event row : rows) {
      Verdict obstacle = row.type().marketing() ? marketingObstacle(row, lane) : null;
      if (obstacle != null) {
        outcome.put(row.deliveryId(), obstacle);
      } else if (!campaigns.containsKey(row.type())) {
        outcome.put(
            row.deliveryId(),
            new Verdict.Exclude(new Exclusion(ExclusionReason.NO_CAMPAIGN, row.type().words())));
      } else if (row.email() == null || row.email().isBlank()) {
        outcome.put(
            row.deliveryId(),
            new Verdict.Reject(
                "no e-mail to send to", "The order's invoice contact has no usable e-mail."));
      } else {
        sendable.add(row);
      }
    }
    if (!sendable.isEmpty()) {
      send(sendable, lane, outcome);
    }
    return outcome;
  }

  /** Marketing goes only to contacts that are opted in at this very moment; null if this one is. */
  private @Nullable Verdict marketingObstacle(Row.Event row, Lane lane) {
    try {
      FoundContact contact = lookup.byContactId(row.contactId(), lane);
      boolean optedIn =
          contact != null && !contact.deleted() && contact.consent() == Consent.OPTED_IN;
      return optedIn ? null : new Verdict.Exclude(ExclusionReason.NOT_OPTED_IN);
    } catch (CallRefusedException e) {
      return e.verdict();
    }
  }

  private void send(List<Row.Event> rows, Lane lane, Map<Long, Verdict> outcome) {
    ArrayNode mails = WireJson.array();
    rows.forEach(row -> mails.add(mail(row)));
    Answer answer;
    try {
      answer =
          api.send(ApiCall.post(Tier.UNLIMITED, PATH, WireJson.write(mails)).notRepeatable(), lane);
    } catch (CallRefusedException e) {
      rows.forEach(row -> outcome.put(row.deliveryId(), e.verdict()));
      return;
    }
    if (answer.status() >= 300) {
      if (rows.size() == 1) {
        outcome.put(rows.get(0).deliveryId(), verdicts.ofRow(answer));
      } else {
        // A refused call sent nothing, so each row may find out by itself whether it is the bad
        // one.
        rows.forEach(row -> send(List.of(row), lane, outcome));
      }
      return;
    }
    Map<Integer, JsonNode> results = new HashMap<>();
    for (JsonNode result : WireJson.read(answer.body())) {
      results.put(result.path("index").asInt(-1), result);
    }
    for (int i = 0; i < rows.size(); i++) {
      outcome.put(rows.get(i).deliveryId(), judge(rows.get(i), results.get(i)));
    }
  }

  private Verdict judge(Row.Event row, @Nullable JsonNode result) {
    if (result == null) {
      return new Verdict.UnknownOutcome("the answer says nothing of the mail");
    }
    String code = WireJson.text(result.path("failureCode"));
    String reason = WireJson.text(result.path("failureReason"));
    return code.isEmpty() && reason.isEmpty()
        ? Verdict.Ok.accepted(row.contactId(), false)
        : verdicts.ofMailFailure(code, reason);
  }

  private ObjectNode mail(Row.Event row) {
    ObjectNode mail = WireJson.object();
    mail.putArray("toAddresses").add(Objects.requireNonNull(row.email()));
    mail.put("campaignId", campaigns.get(row.type()));
    ArrayNode values = mail.putArray("personalizationValues");
    EventPayload payload = row.payload();
    put(values, "order_number", payload.orderNumber());
    put(values, "brand", payload.brand());
    put(values, "courier", payload.courier());
    put(values, "tracking", payload.tracking());
    put(values, "tracking_url", payload.trackingUrl());
    put(values, "lines", lines(payload));
    EventPayload.Totals totals = payload.totals();
    if (totals != null) {
      put(values, "currency", totals.currency());
      put(values, "goods_ex_vat", totals.goodsExVat().toPlainString());
      put(values, "delivery_ex_vat", totals.deliveryExVat().toPlainString());
      put(values, "vat", totals.vat().toPlainString());
      put(values, "total_inc_vat", totals.totalIncVat().toPlainString());
    }
    EventPayload.Refunded refunded = payload.refunded();
    if (refunded != null) {
      put(values, "currency", refunded.currency());
      put(values, "refunded_ex_vat", refunded.exVat().toPlainString());
      put(values, "refunded_lines", refundedLines(refunded));
    }
    mail.put("metadata", row.deliveryKey());
    return mail;
  }

  private static void put(ArrayNode values, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      values.addObject().put("name", name).put("value", value);
    }
  }

  private static String refundedLines(EventPayload.Refunded refunded) {
    ArrayNode lines = WireJson.array();
    for (EventPayload.RefundedLine line : refunded.lines()) {
      lines.addObject().put("sku", line.sku()).put("quantity", line.quantity());
    }
    return WireJson.write(lines);
  }

  private static String lines(EventPayload payload) {
    ArrayNode lines = WireJson.array();
    for (EventPayload.Line line : payload.lines()) {
      lines
          .addObject()
          .put("sku", line.sku())
          .put("description", line.description())
          .put("quantity", line.quantity());
    }
    return WireJson.write(lines);
  }
}
