package com.khaosbridge.activities.khaos.records;

import com.khaosbridge.activities.khaos.soap.XmlNode;
import com.khaosbridge.workflows.delivery.Consent;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Company} out of a {@code COMPANY} element. Everything else in it, the web password
 * above all, is dropped with the element.
 */
public final class CompanyReader implements RecordReader<Company> {
  private static final Pattern QUOTABLE =
      Pattern.compile("-?\\d{1,5}|[YNTF]|YES|NO|TRUE|FALSE", Pattern.CASE_INSENSITIVE);

  private final CustomerRules rules;
  private final ErpTime time;
  private final EmailAddresses emails;

  public CompanyReader(CustomerRules rules, ErpTime time) {
    this.rules = rules;
    this.time = time;
    this.emails = new EmailAddresses(rules.extraTopLevelDomains());
  }

  @Override
  public Company read(XmlNode node) throws UnreadableRecord {
    String urn = new Fields("customer", "", time).key(node, "COMPANY_CODE");
    String companyId = new Fields("customer", urn, time).key(node, "COMPANY_ID");
    ContactChoice.Chosen chosen = new ContactChoice(node).choose(rules.emailOrder());
    CompanyContact contact = chosen.contact();
    XmlNode address = chosen.address();

    boolean hidden = ErpFlag.unlessNo(node.value("HIDE_COMPANY"));
    boolean held = ErpFlag.unlessNo(node.value("HOLD_DATA")) || (contact != null && contact.held());
    boolean barred = hidden || held || (contact != null && contact.hidden());
    Consent consent =
        rules
            .consent()
            .decide(
                of(contact, "EMAILSUBSCRIBE"),
                node.value("MAILING_STATUS"),
                of(contact, "MAILING_FLAG"),
                barred);
    String countryCode = CountryCode.of(textOf(address, node, "COUNTRY_CODE"));
    return new Company(
        companyId,
        urn,
        chosen.email(),
        emails.stateOf(chosen.email()),
        consent,
        consentRaw(node, contact, hidden, held),
        !barred
            && !rules.consent().forbids(node.value("MAILING_STATUS"), of(contact, "MAILING_FLAG")),
        contact == null ? null : contact.contact().text("FORENAME"),
        contact == null ? null : contact.contact().text("SURNAME"),
        textOf(address, node, "COUNTRY"),
        countryCode,
        address == null ? null : address.text("POSTCODE"),
        ErpFlag.unlessNo(node.value("SUPPLIER")),
        hidden,
        held);
  }

  private static @Nullable String of(@Nullable CompanyContact contact, String field) {
    return contact == null ? null : contact.contact().value(field);
  }

  private static @Nullable String textOf(@Nullable XmlNode address, XmlNode company, String field) {
    String atAddress = address == null ? null : address.text(field);
    return atAddress == null ? company.text(field) : atAddress;
  }

  private String consentRaw(
      XmlNode company, @Nullable CompanyContact contact, boolean hidden, boolean held) {
    StringBuilder raw = new StringBuilder("EMAILSUBSCRIBE=");
    raw.append(contact == null ? "no contact" : quoted(of(contact, "EMAILSUBSCRIBE")));
    raw.append(";MAILING_STATUS=").append(quoted(company.value("MAILING_STATUS")));
    String contactFlag = of(contact, "MAILING_FLAG");
    if (contactFlag != null) {
      raw.append(";MAILING_FLAG=").append(quoted(contactFlag));
    }
    if (hidden || (contact != null && contact.hidden())) {
      raw.append(";hidden");
    }
    if (held) {
      raw.append(";held");
    }
    return raw.toString();
  }

  /** A value as it stands if configuration or everyone knows it, else its shape. */
  private String quoted(@Nullable String value) {
    if (value == null) {
      return "missing";
    }
    String text = value.strip();
    if (text.isEmpty()) {
      return "empty";
    }
    return QUOTABLE.matcher(text).matches() || rules.consent().means(text)
        ? text
        : ValueShape.of(text).replace(';', ',').toLowerCase(Locale.ROOT);
  }
}
