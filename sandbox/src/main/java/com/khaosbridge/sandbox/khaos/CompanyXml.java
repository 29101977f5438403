package com.khaosbridge.sandbox.khaos;

import com.khaosbridge.sandbox.retail.Customer;

/** Writes the document of {@code ExportCompany}. */
final class CompanyXml {
  static final String COMPANY_TYPE = "Customer";

  /** Delphi's zero, which means no date. */
  static final String ZERO_DATE = "1899-12-30T00:00:00";

  private static final String INVOICE_ADDRESS = "1";

  private final XmlOut xml = XmlOut.document().open("COMPANIES");
  private int companies;

  void add(Customer customer) {
    companies++;
    xml.open("COMPANY")
        .element("COMPANY_ID", customer.companyId())
        .element("COMPANY_CODE", customer.companyCode())
        .element("COMPANY_NAME", customer.companyName())
        .element("OTHER_REF", "")
        .element("WEB_SITE", "")
        .element("WEB_USER", webUser(customer))
        .element("WEB_PASSWORD", "web-password-" + customer.number())
        .element("COMPANY_CLASS", customer.details().companyClass())
        .element("COMPANY_TYPE", COMPANY_TYPE)
        .element("COMPANY_STATUS", "Active")
        .element("SOURCE_CODE", "WEB")
        .element("SALE_SOURCE", "WEB")
        .element("CURRENCY_CODE", "GBP")
        .element("COUNTRY", customer.country())
        .element("COUNTRY_CODE", Countries.code(customer.country()))
        .element("TAX_REFERENCE", "")
        .element("EC_COMPANY", false)
        .element("PAYS_VAT", true)
        .element("MAILING_STATUS", customer.mailingStatus())
        .element("SUPPLIER", customer.details().supplier())
        .element("HIDE_COMPANY", customer.details().hide())
        .element("HOLD_DATA", customer.details().hold())
        .element("SORDER_LOCKED", false)
        .open("ADDRESSES");
    address(customer);
    xml.close().close();
  }

  private void address(Customer customer) {
    xml.open("ADDRESS")
        .element("ADDRESS_ID", customer.companyId() * 10 + 1)
        .element("ADDR1", street(customer))
        .element("ADDR2", "")
        .element("ADDR3", "")
        .element("TOWN", customer.details().anonymised() ? customer.surname() : "Sandbox")
        .element("COUNTY", "")
        .element("POSTCODE", customer.details().postcode())
        .element("ORGANISATION", "")
        .element("ADDRTYPE", INVOICE_ADDRESS)
        .element("EMAIL", "")
        .element("TEL", "")
        .element("COUNTRY", customer.country())
        .element("COUNTRY_CODE", Countries.code(customer.country()))
        .element("HIDE_ADDRESS", false)
        .element("HOLD_DATA", false)
        .element("IS_PREFERRED_DELIVERY", true)
        .open("CONTACTS");
    contact(customer);
    xml.close().close();
  }

  private static String street(Customer customer) {
    return customer.details().anonymised()
        ? customer.surname()
        : Long.parseLong(customer.number()) % 200 + 1 + " Mill Lane";
  }

  private void contact(Customer customer) {
    xml.open("CONTACT")
        .element("CONTACT_ID", customer.companyId() * 100 + 1)
        .element("TITLE", "")
        .element("FORENAME", customer.forename())
        .element("SURNAME", customer.surname())
        .element("JOBTITLE", "")
        .element("TEL", "")
        .element("MOBILE", "")
        .element("EMAIL", contactEmail(customer));
    String subscribe = customer.emailSubscribe();
    if (subscribe != null) {
      xml.element("EMAILSUBSCRIBE", subscribe);
    }
    xml.element("DOB", ZERO_DATE)
        .element("MAILING_FLAG", customer.details().mailingFlag())
        .element("IS_PREFERRED", true)
        .element("IS_PREFERRED_INVOICE", true)
        .element("IS_PREFERRED_DELIVERY", false)
        .element("HIDE_CONTACT", false)
        .element("HOLD_DATA", false)
        .close();
  }

  /** The web login, which is the e-mail. */
  static String webUser(Customer customer) {
    String email = customer.email();
    return email == null ? "" : email;
  }

  static String contactEmail(Customer customer) {
    return customer.emailInWebUserOnly() ? "" : webUser(customer);
  }

  int companies() {
    return companies;
  }

  /** The document, or an empty text if nothing was added. */
  String text() {
    xml.close();
    return companies == 0 ? "" : xml.toString();
  }
}
