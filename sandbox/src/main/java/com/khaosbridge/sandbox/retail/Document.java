package com.khaosbridge.sandbox.retail;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An invoice or credit note of the shop, without its lines.
 *
 * @param number as in the file, e.g. {@code 536365} or {@code C536379}, of the {@link Trickle} or
 *     of the {@link AddedCredits}
 * @param kind what becomes of it in the ERP
 * @param placed the document's first timestamp, UK local time
 * @param customer the customer number as digits, null for a guest
 * @param country the country's name as the file has it
 * @param lines number of lines, the delivery charge included
 * @param units pieces of goods
 * @param goods GBP exVat without the delivery charge, unrounded
 * @param delivery GBP exVat of the delivery charge, unrounded
 */
public record Document(
    String number,
    Kind kind,
    LocalDateTime placed,
    @Nullable String customer,
    String country,
    int lines,
    long units,
    @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal goods,
    @JsonFormat(shape = JsonFormat.Shape.STRING) BigDecimal delivery) {

  /** What every order code begins with. */
  public static final String ORDER_CODE_PREFIX = "SO";

  /** What becomes of a document in the ERP. */
  public enum Kind {
    /** An order with one invoice. */
    INVOICE,
    /** Not exported by the ERP's web service; only sources of credit notes show it. */
    CREDIT_NOTE,
    /** A guest document of zero prices only: not exported at all. */
    WRITE_OFF
  }

  static Document of(CsvLine first, List<DocumentLine> lines) {
    return of(first.number(), first.at(), first.customer(), first.country(), lines);
  }

  /** The same document with its lines counted anew. */
  Document withLines(List<DocumentLine> all) {
    return of(number, placed, customer, country, all);
  }

  /** The same order, placed another time under a number of its own. */
  Document again(String newNumber, LocalDateTime newPlaced) {
    return new Document(
        newNumber, kind, newPlaced, customer, country, lines, units, goods, delivery);
  }

  static Document of(
      String number,
      LocalDateTime placed,
      @Nullable String customer,
      String country,
      List<DocumentLine> lines) {
    long units = 0;
    BigDecimal goods = BigDecimal.ZERO;
    BigDecimal delivery = BigDecimal.ZERO;
    for (DocumentLine line : lines) {
      if (line.delivery()) {
        delivery = delivery.add(line.amount());
      } else {
        units += line.quantity();
        goods = goods.add(line.amount());
      }
    }
    return new Document(
        number,
        kind(number, customer, lines),
        placed,
        customer,
        country,
        lines.size(),
        units,
        goods,
        delivery);
  }

  private static Kind kind(String number, @Nullable String customer, List<DocumentLine> lines) {
    if (number.startsWith("C")) {
      return Kind.CREDIT_NOTE;
    }
    boolean writeOff = customer == null && lines.stream().allMatch(DocumentLine::free);
    return writeOff ? Kind.WRITE_OFF : Kind.INVOICE;
  }

  public Instant placedAt() {
    return UkTime.instant(placed);
  }

  /** GBP exVat of all lines, unrounded. */
  public BigDecimal totalExVat() {
    return goods.add(delivery);
  }

  /** The sales order's code. */
  public String orderCode() {
    return ORDER_CODE_PREFIX + number;
  }

  /** The order number that the customer knows. */
  public String associatedRef() {
    return "WEB" + number;
  }

  /** The invoice's id, which never changes: 15 characters for the numbers of the file. */
  public String invoiceId() {
    return "INV" + "0".repeat(Math.max(0, 12 - number.length())) + number;
  }
}
