package com.khaosbridge.sandbox.control;

import com.khaosbridge.sandbox.credits.CreditNote;
import com.khaosbridge.sandbox.credits.CreditNotes;
import com.khaosbridge.sandbox.credits.NewCredit;
import com.khaosbridge.sandbox.credits.NotInErp;
import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.store.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /_sandbox/khaos/credit-notes} and {@code /_sandbox/khaos/refunds}: issues credit notes and
 * pays money back, as a clerk would.
 */
final class CreditsPath {
  private static final Set<String> CREDIT =
      Set.of("orderCode", "customer", "lines", "deliveryNet", "reason");
  private static final Set<String> LINE = Set.of("stockCode", "quantity", "unitNet");
  private static final Set<String> REFUND = Set.of("creditId", "amount");
  private static final int MOST_PIECES = 1_000_000;
  private static final int MOST_DECIMALS = 10;
  private static final BigDecimal MOST = new BigDecimal("1000000000");

  private final CreditNotes credits;

  CreditsPath(CreditNotes credits) {
    this.credits = credits;
  }

  /** Null if the ERP keeps nothing of this name. */
  @Nullable Response add(String what, ObjectNode body) {
    try {
      return switch (what) {
        case "credit-notes" -> issue(body);
        case "refunds" -> refund(body);
        default -> null;
      };
    } catch (NotInErp e) {
      return Control.error(404, String.valueOf(e.getMessage()));
    }
  }

  private Response issue(ObjectNode body) {
    only(CREDIT, body, "a credit note");
    String reason = text(body, "reason");
    NewCredit credit =
        new NewCredit(
            text(body, "orderCode"),
            text(body, "customer"),
            lines(body),
            given(body, "deliveryNet") == null ? null : amount(body, "deliveryNet"),
            reason == null ? "" : reason);
    if (credit.lines().isEmpty() && credit.deliveryNet() == null) {
      throw new IllegalArgumentException("a credit note needs a line or deliveryNet");
    }
    CreditNote issued = credits.issue(credit);
    return Control.ok(
        Json.mapper()
            .createObjectNode()
            .put("creditId", issued.creditId())
            .put("creditCode", issued.creditCode()));
  }

  private Response refund(ObjectNode body) {
    only(REFUND, body, "a refund");
    String creditId = text(body, "creditId");
    if (creditId == null) {
      throw new IllegalArgumentException("creditId is missing");
    }
    BigDecimal amount = amount(body, "amount");
    if (amount.signum() == 0) {
      throw new IllegalArgumentException("amount must be over 0");
    }
    return Control.ok(
        Json.mapper()
            .createObjectNode()
            .put("refundId", credits.refund(creditId, amount).refundId()));
  }

  private static List<NewCredit.Line> lines(ObjectNode body) {
    List<NewCredit.Line> lines = new ArrayList<>();
    JsonNode all = given(body, "lines");
    if (all == null) {
      return lines;
    }
    if (!all.isArray()) {
      throw new IllegalArgumentException("lines must be an array");
    }
    for (JsonNode line : all) {
      if (!(line instanceof ObjectNode object)) {
        throw new IllegalArgumentException("a line must be a JSON object");
      }
      only(LINE, object, "a line");
      String stockCode = text(object, "stockCode");
      if (stockCode == null || stockCode.isEmpty()) {
        throw new IllegalArgumentException("a line's stockCode is missing");
      }
      lines.add(new NewCredit.Line(stockCode, quantity(object), amount(object, "unitNet")));
    }
    return lines;
  }

  private static int quantity(ObjectNode line) {
    JsonNode quantity = given(line, "quantity");
    boolean usable =
        quantity != null
            && quantity.isInt()
            && quantity.asInt() > 0
            && quantity.asInt() <= MOST_PIECES;
    if (quantity == null || !usable) {
      throw new IllegalArgumentException(
          "a line's quantity must be a whole number from 1 to " + MOST_PIECES);
    }
    return quantity.asInt();
  }

  /** A decimal number, or its text. */
  private static BigDecimal amount(ObjectNode json, String name) {
    JsonNode value = given(json, name);
    String wanted =
        name + " must be a decimal number, 0 or more, with at most " + MOST_DECIMALS + " decimals";
    if (value == null || !(value.isNumber() || value.isString())) {
      throw new IllegalArgumentException(wanted);
    }
    try {
      BigDecimal amount =
          value.isNumber() ? value.decimalValue() : new BigDecimal(value.asString());
      if (amount.signum() < 0 || amount.scale() > MOST_DECIMALS || amount.compareTo(MOST) > 0) {
        throw new IllegalArgumentException(wanted);
      }
      return amount;
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(wanted, e);
    }
  }

  private static @Nullable String text(ObjectNode json, String name) {
    JsonNode value = given(json, name);
    if (value == null) {
      return null;
    }
    if (!value.isString()) {
      throw new IllegalArgumentException(name + " must be text");
    }
    return value.asString();
  }

  private static void only(Set<String> fields, ObjectNode json, String what) {
    json.propertyNames()
        .forEach(
            name -> {
              if (!fields.contains(name)) {
                throw new IllegalArgumentException(what + " has no field " + name);
              }
            });
  }

  private static @Nullable JsonNode given(ObjectNode json, String name) {
    JsonNode value = json.get(name);
    return value == null || value.isNull() ? null : value;
  }
}
