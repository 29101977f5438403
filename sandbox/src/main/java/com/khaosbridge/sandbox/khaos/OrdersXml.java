package com.khaosbridge.sandbox.khaos;

import com.khaosbridge.sandbox.retail.Customer;
import com.khaosbridge.sandbox.retail.Document;
import com.khaosbridge.sandbox.retail.DocumentLine;
import com.khaosbridge.sandbox.retail.UkTime;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the document of {@code ExportOrders}, assumed to have the vocabulary of the published
 * order import. Delivery lines of the shop are the header's delivery charge, not items; an item's
 * {@code IMPORT_REF} is its line's ordinal in the document. All amounts are exact.
 */
final class OrdersXml {
  private static final BigDecimal VAT_RATE = new BigDecimal("0.20");
  private static final BigDecimal GROSS_FACTOR = BigDecimal.ONE.add(VAT_RATE);
  private static final String STANDARD_RATE_CODE = "1";

  private final XmlOut xml = XmlOut.document().open("SALES_ORDERS");
  private int lines;
  private boolean empty = true;

  /**
   * Adds an order.
   *
   * @param customer null for a guest
   */
  void add(Document document, List<DocumentLine> documentLines, @Nullable Customer customer) {
    empty = false;
    lines += documentLines.size();
    xml.open("SALES_ORDER")
        .element("SORDER_CODE", document.orderCode())
        .element("SORDER_ID", document.number())
        .element("SORDER_TYPE", "Sales Order")
        .element("COMPANY_CODE", customer == null ? "" : customer.companyCode());
    customerDetail(document, customer);
    header(document);
    xml.open("ORDER_ITEMS");
    int ordinal = 0;
    for (DocumentLine line : documentLines) {
      ordinal++;
      if (!line.delivery()) {
        item(line, ordinal);
      }
    }
    xml.close().close();
  }

  private void customerDetail(Document document, @Nullable Customer customer) {
    String country = document.country();
    xml.open("CUSTOMER_DETAIL").element("IS_NEW_CUSTOMER", false);
    if (customer == null) {
      xml.element("COMPANY_CODE", "").element("WEB_USER", "").element("COMPANY_NAME", "");
    } else {
      xml.element("COMPANY_CODE", customer.companyCode())
          .element("OTHER_REF", "")
          .element("WEB_USER", CompanyXml.webUser(customer))
          .element("COMPANY_CLASS", customer.details().companyClass())
          .element("COMPANY_TYPE", CompanyXml.COMPANY_TYPE)
          .element("COMPANY_NAME", customer.companyName())
          .element("MAILING_STATUS", customer.mailingStatus());
    }
    xml.open("ADDRESSES").open("INVADDR");
    person("I", customer, country);
    xml.element("IEMAIL", customer == null ? "" : CompanyXml.contactEmail(customer));
    xml.close().open("DELADDR");
    person("D", customer, country);
    xml.close().close().close();
  }

  private void person(String prefix, @Nullable Customer customer, String country) {
    xml.element(prefix + "FORENAME", customer == null ? "" : customer.forename())
        .element(prefix + "SURNAME", customer == null ? "Guest" : customer.surname())
        .element(prefix + "COUNTRY_CODE", Countries.code(country))
        .element(prefix + "COUNTRY_NAME", country);
  }

  private void header(Document document) {
    BigDecimal delivery = document.delivery();
    xml.open("ORDER_HEADER")
        .element("ORDER_DATE", UkTime.text(document.placed()))
        .element("DELIVERY_DATE", CompanyXml.ZERO_DATE)
        .element("ORDER_AMOUNT", plain(document.totalExVat().multiply(GROSS_FACTOR)))
        .element("ORDER_CURRENCY_CODE", "GBP")
        .element("SITE", "Main")
        .element("ASSOCIATED_REF", document.associatedRef())
        .element("BRAND", "MAIN")
        .element("SALES_SOURCE", "WEB")
        .element("WEBSITE_NAME", "main")
        .element("DELIVERY_NET", plain(delivery))
        .element("DELIVERY_TAX", plain(delivery.multiply(VAT_RATE)))
        .element("DELIVERY_GRS", plain(delivery.multiply(GROSS_FACTOR)))
        .close();
  }

  private void item(DocumentLine line, int ordinal) {
    BigDecimal net = new BigDecimal(line.unitPrice());
    xml.open("ORDER_ITEM")
        .element("STOCK_CODE", line.stockCode())
        .element("STOCK_DESC", line.description())
        .element("ORDER_QTY", line.quantity())
        .element("PRICE_NET", line.unitPrice())
        .element("PRICE_GRS", plain(net.multiply(GROSS_FACTOR)))
        .element("TAX_RATE", STANDARD_RATE_CODE)
        .element("IMPORT_REF", ordinal)
        .close();
  }

  private static String plain(BigDecimal amount) {
    return amount.toPlainString();
  }

  /** How many lines the orders added have, delivery lines included. */
  int lines() {
    return lines;
  }

  /** The document, or an empty text if nothing was added. */
  String text() {
    xml.close();
    return empty ? "" : xml.toString();
  }
}
