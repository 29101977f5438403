package com.khaosbridge.activities.destination;

import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.EventPayload;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One delivery on its way to a destination, with everything a call needs. Holds personal data:
 * never log a row.
 */
public sealed interface Row {

  /** The delivery's id in the ledger; verdicts are given by it. */
  long deliveryId();

  /** The rows as the record that belongs to their kind. */
  static <R extends Row> List<R> as(Class<R> type, List<Row> rows) {
    return rows.stream().map(type::cast).toList();
  }

  /**
   * A person's contact.
   *
   * @param personId our key of the person, kept at the destination
   * @param claim whose the profile's address is
   * @param contactId the destination's id of the contact if the ledger knows it; null means: look
   *     the e-mail up, adopt or create
   * @param consentOnCreate goes along only if this call creates the contact
   * @param mayCreate whether a contact that is not there is made; else the row is excluded
   */
  record Contact(
      long deliveryId,
      String personId,
      AddressClaim claim,
      @Nullable String contactId,
      Profile profile,
      Consent consentOnCreate,
      boolean mayCreate)
      implements Row {}

  /**
   * The consent of an existing contact. Only {@link Consent#OPTED_IN} or {@link Consent#OPTED_OUT}
   * is ever sent.
   *
   * @param otherIds other keys of ours by which the person's contact may go
   * @param overrules whether an opt-in was decided to be newer than an opt-out that we know of; one
   *     that we do not know of is never overruled
   */
  record ContactConsent(
      long deliveryId,
      String personId,
      Set<String> otherIds,
      String contactId,
      Consent consent,
      boolean overrules)
      implements Row {
    public ContactConsent {
      otherIds = Set.copyOf(otherIds);
    }
  }

  /**
   * An order as one record that replaces the one before. Amounts exVat, delivery as the money
   * settings say.
   *
   * @param totalExVat as invoiced, before credits
   * @param credited what credit notes have taken back of it
   */
  record OrderRecord(
      long deliveryId,
      String personId,
      String contactId,
      Sale sale,
      BigDecimal totalExVat,
      Credited credited)
      implements Row {}

  /**
   * What credit notes have taken back of an order, zero or more.
   *
   * @param lines by the order's lines, as far as they are known
   */
  record Credited(BigDecimal exVat, Map<Integer, CreditedLine> lines) {
    public static final Credited NOTHING = new Credited(BigDecimal.ZERO, Map.of());

    public Credited {
      lines = Map.copyOf(lines);
    }
  }

  /** What was taken back of one line. */
  record CreditedLine(BigDecimal quantity, BigDecimal exVat) {}

  /**
   * Rows that are appended to the destination's sales: of one invoice, or of what a credit note
   * takes back of it.
   *
   * @param orderKey the order's, or the credit note's own if it found none
   * @param at when the order was placed, or the credit note issued
   * @param businessDate the ERP's business date of that
   */
  record SalesRows(
      long deliveryId,
      String personId,
      String contactId,
      String orderKey,
      Instant at,
      LocalDate businessDate,
      List<SalesLine> lines)
      implements Row {
    public SalesRows {
      lines = List.copyOf(lines);
    }

    /** The rows of an invoice. */
    public static SalesRows of(long deliveryId, String personId, String contactId, Sale sale) {
      List<SalesLine> lines = new ArrayList<>();
      for (OrderLine line : sale.lines()) {
        lines.add(new SalesLine(line.sku(), line.quantity(), line.exVat()));
      }
      if (sale.deliveryExVat().signum() != 0) {
        lines.add(SalesLine.delivery(BigDecimal.ONE, sale.deliveryExVat()));
      }
      return new SalesRows(
          deliveryId,
          personId,
          contactId,
          sale.orderKey(),
          sale.placedAt(),
          sale.businessDate(),
          lines);
    }
  }

  /**
   * One row of sales.
   *
   * @param item the SKU, null for the delivery charge
   * @param quantity negative for what is taken back; zero if only value is
   * @param exVat of the whole row, negative for what is taken back
   */
  record SalesLine(@Nullable String item, BigDecimal quantity, BigDecimal exVat) {
    public static SalesLine delivery(BigDecimal quantity, BigDecimal exVat) {
      return new SalesLine(null, quantity, exVat);
    }
  }

  /**
   * An event.
   *
   * @param deliveryKey deterministic and unique for this event at this destination: the key by
   *     which it is deduplicated or found again
   * @param email the address of the order's invoice contact, for destinations that address mails by
   *     it
   */
  record Event(
      long deliveryId,
      String deliveryKey,
      String personId,
      String contactId,
      @Nullable String email,
      EventType type,
      Instant occurredAt,
      EventPayload payload)
      implements Row {
    @Override
    public String toString() {
      return "Event[" + deliveryKey + "]";
    }
  }

  /**
   * What the person's orders add up to, on an existing contact.
   *
   * @param otherIds other keys of ours by which the person's contact may go
   * @param values as {@link com.khaosbridge.workflows.decision.PersonMetrics} has them: an empty
   *     one clears the contact's field, one that is not in the map leaves it as it is
   */
  record Metrics(
      long deliveryId,
      String personId,
      Set<String> otherIds,
      String contactId,
      Map<Metric, Optional<String>> values)
      implements Row {
    public Metrics {
      otherIds = Set.copyOf(otherIds);
      values = Map.copyOf(values);
    }
  }

  /**
   * What a destination is told about the person. Empty text never stands for a missing value.
   *
   * @param countryCode ISO 3166 alpha-2
   */
  record Profile(
      String email,
      @Nullable String firstName,
      @Nullable String lastName,
      @Nullable String country,
      @Nullable String countryCode,
      @Nullable String postcode,
      String urn,
      List<String> customerIds) {
    @Override
    public String toString() {
      return "Profile[" + urn + "]";
    }
  }

  /**
   * One finalised invoice of an order, or all of them, as far as they count as money.
   *
   * @param orderKey the sales order code: the order's key at every destination
   * @param orderNumber the number the customer knows
   * @param placedAt when the order was placed
   * @param businessDate the ERP's business date of the sale
   * @param lineKeys of the lines, in their order: invoice id and ordinal
   */
  record Sale(
      String orderKey,
      String orderNumber,
      String invoiceId,
      Instant placedAt,
      LocalDate businessDate,
      String currency,
      String brand,
      String status,
      List<OrderLine> lines,
      BigDecimal deliveryExVat,
      List<String> lineKeys) {}
}
