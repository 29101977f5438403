package com.khaosbridge.activities.khaos.soap;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import javax.xml.stream.XMLStreamConstants;

/** Answers as the service words them. */
public final class Answers {
  private Answers() {}

  /** An envelope around a result element's inner XML. */
  public static String envelope(String operation, String result) {
    return "<?xml version=\"1.0\"?>"
        + "<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\""
        + " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><SOAP-ENV:Body>"
        + ("<NS1:" + operation + "Response xmlns:NS1=\"urn:IKosWebIntf-IKosWeb\">")
        + result
        + ("</NS1:" + operation + "Response></SOAP-ENV:Body></SOAP-ENV:Envelope>");
  }

  /** An answer whose result is a document as text. */
  public static String document(String operation, String document) {
    String text = document.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return envelope(operation, "<return xsi:type=\"xsd:string\">" + text + "</return>");
  }

  public static String fault(String words) {
    return "<SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\">"
        + "<SOAP-ENV:Body><SOAP-ENV:Fault><faultcode>SOAP-ENV:Server</faultcode><faultstring>"
        + words
        + "</faultstring></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>";
  }

  public static XmlNode node(String xml) {
    try {
      XmlCursor cursor = XmlCursor.over(new StringReader(xml), "a record");
      while (cursor.next() != XMLStreamConstants.START_ELEMENT) {
        // Up to the root.
      }
      return XmlNode.read(cursor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String company(String urn) {
    return "<COMPANY><COMPANY_ID>1"
        + urn
        + "</COMPANY_ID><COMPANY_CODE>"
        + urn
        + "</COMPANY_CODE></COMPANY>";
  }

  public static String order(String code, String header, String items) {
    return "<SALES_ORDER><SORDER_CODE>"
        + code
        + "</SORDER_CODE><CUSTOMER_DETAIL><COMPANY_CODE>17850</COMPANY_CODE></CUSTOMER_DETAIL>"
        + "<ORDER_HEADER>"
        + header
        + "</ORDER_HEADER><ORDER_ITEMS>"
        + items
        + "</ORDER_ITEMS></SALES_ORDER>";
  }

  public static String header() {
    return "<ORDER_DATE>2011-06-01T09:30:00</ORDER_DATE>"
        + "<ORDER_CURRENCY_CODE>GBP</ORDER_CURRENCY_CODE><DELIVERY_NET>4.95</DELIVERY_NET>"
        + "<DELIVERY_TAX>0.99</DELIVERY_TAX><DELIVERY_GRS>5.94</DELIVERY_GRS>";
  }

  public static String item(String sku, String quantity, String net, String gross) {
    return "<ORDER_ITEM><STOCK_CODE>"
        + sku
        + "</STOCK_CODE><STOCK_DESC>A thing</STOCK_DESC><ORDER_QTY>"
        + quantity
        + "</ORDER_QTY><PRICE_NET>"
        + net
        + "</PRICE_NET><PRICE_GRS>"
        + gross
        + "</PRICE_GRS></ORDER_ITEM>";
  }
}
