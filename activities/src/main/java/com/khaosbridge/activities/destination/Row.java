package com.khaosbridge.activities.destination;

import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.EventPayload;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * @param contactId the destination's id of the contact if the ledger knows it; null means: look
   *     the e-mail up, adopt or create
   * @param consentOnCreate goes along only if this call creates the contact
   */
  record Contact(
      long deliveryId,
      String personId,
      @Nullable String contactId,
      Profile profile,
      Consent consentOnCreate)
      implements Row {}

  /**
   * The consent of an existing contact. Only {@link Consent#OPTED_IN} or {@link Consent#OPTED_OUT}
   * is ever sent.
   */
  record ContactConsent(long deliveryId, String personId, String contactId, Consent consent)
      implements Row {}

  /**
   * An order as one record that replaces the one before. Amounts exVat, delivery as the money
   * settings say.
   */
  record OrderRecord(
      long deliveryId, String personId, String contactId, Sale sale, BigDecimal totalExVat)
      implements Row {}

  /** The rows of one invoice, appended to the destination's sales. */
  record SalesRows(long deliveryId, String personId, String contactId, Sale sale) implements Row {}

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
   * @param values as {@link com.khaosbridge.workflows.decision.PersonMetrics} has them: an empty
   *     one clears the contact's field, one that is not in the map leaves it as it is
   */
  record Metrics(
      long deliveryId, String personId, String contactId, Map<Metric, Optional<String>> values)
      implements Row {
    public Metrics {
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
   * One finalised invoice of an order.
   *
   * @param orderKey the sales order code: the order's key at every destination
   * @param orderNumber the number the customer knows
   * @param placedAt when the order was placed
   * @param businessDate the ERP's business date of the sale
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
      BigDecimal deliveryIncVat) {}
}
