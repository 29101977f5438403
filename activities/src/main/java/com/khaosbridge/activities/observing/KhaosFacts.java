package com.khaosbridge.activities.observing;

import com.khaosbridge.activities.khaos.records.Company;
import com.khaosbridge.activities.khaos.records.EmailState;
import com.khaosbridge.activities.khaos.records.OrderStatus;
import com.khaosbridge.activities.khaos.records.RecordProblem;
import com.khaosbridge.activities.ledger.KeyedHash;
import com.khaosbridge.activities.ledger.books.CustomerFacts;
import com.khaosbridge.activities.ledger.books.InvoiceFacts;
import com.khaosbridge.activities.ledger.books.OrderFacts;
import com.khaosbridge.activities.ledger.cases.UnreadableRecord;
import com.khaosbridge.activities.ledger.persons.AddressState;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What Khaos Control said, as the ledger keeps it. Names and addresses end here, as hashes. */
public final class KhaosFacts {
  private final KeyedHash hash;

  public KhaosFacts(KeyedHash hash) {
    this.hash = hash;
  }

  CustomerFacts customer(Company company) {
    return new CustomerFacts(
        company.companyId(),
        hash.of(List.of("COMPANY_ID", company.companyId())),
        company.urn(),
        address(company.emailState()),
        hash(company.normalEmail()),
        hash(letters(company.lastName())),
        hash(letters(company.postcode())),
        profileHash(company),
        company.consent(),
        company.consentRaw(),
        company.consentByBox(),
        company.supplier(),
        company.hidden(),
        company.held(),
        false);
  }

  /** Whether a customer's profile is the one that the ledger has this hash of. */
  public boolean isRecorded(Company company, byte[] recordedProfile) {
    return Arrays.equals(profileHash(company), recordedProfile);
  }

  private static AddressState address(EmailState email) {
    return switch (email) {
      case VALID -> AddressState.VALID;
      case MISSING -> AddressState.MISSING;
      case MALFORMED -> AddressState.MALFORMED;
    };
  }

  private byte @Nullable [] hash(@Nullable String text) {
    return text == null ? null : hash.of(List.of(text));
  }

  /** Nobody tells people apart by how their names and postcodes are spaced or written. */
  private static @Nullable String letters(@Nullable String text) {
    String letters =
        text == null ? "" : text.toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
    return letters.isEmpty() ? null : letters;
  }

  private byte[] profileHash(Company company) {
    return hash.of(
        Arrays.asList(
            company.urn(),
            company.email(),
            company.emailState().name(),
            company.firstName(),
            company.lastName(),
            company.country(),
            company.countryCode(),
            company.postcode(),
            Boolean.toString(company.supplier()),
            Boolean.toString(company.hidden()),
            Boolean.toString(company.held())));
  }

  static OrderFacts order(OrderStatus status) {
    return new OrderFacts(
        status.orderCode(),
        status.associatedRef(),
        status.cancelled(),
        status.invoices().stream().map(KhaosFacts::invoice).toList());
  }

  private static InvoiceFacts invoice(OrderStatus.InvoiceStatus invoice) {
    return new InvoiceFacts(
        invoice.invoiceId(),
        invoice.invoiceCode(),
        invoice.stage(),
        invoice.invoiceDate(),
        invoice.inWarehouse(),
        invoice.finalised(),
        invoice.despatched(),
        parcel(invoice.consignment()));
  }

  private static InvoiceFacts.@Nullable Parcel parcel(
      OrderStatus.@Nullable Consignment consignment) {
    return consignment == null
        ? null
        : new InvoiceFacts.Parcel(
            consignment.reference(),
            consignment.courierName() == null
                ? consignment.courierCode()
                : consignment.courierName(),
            consignment.shippedAt());
  }

  static UnreadableRecord unreadable(RecordProblem problem) {
    return new UnreadableRecord(
        problem.record(), problem.key(), problem.field(), problem.toString());
  }

  public static List<UnreadableRecord> unreadable(Collection<RecordProblem> problems) {
    return problems.stream().map(KhaosFacts::unreadable).toList();
  }
}
