package com.khaosbridge.activities.khaos.soap;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of the service as a SOAP 1.1 envelope, RPC/encoded: what a Delphi server understands.
 * Parameters are positional, so their order counts.
 */
public final class SoapRequest {
  private static final DateTimeFormatter WIRE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
  private static final String NAMESPACE = "urn:IKosWebIntf-IKosWeb";

  private final String operation;
  private final int size;
  private final List<Parameter> parameters = new ArrayList<>();

  private SoapRequest(String operation, int size) {
    this.operation = operation;
    this.size = size;
  }

  /**
   * @param size how many records are asked for by code, 0 if not by code
   */
  public static SoapRequest of(String operation, int size) {
    return new SoapRequest(operation, size);
  }

  public SoapRequest text(String name, String value) {
    parameters.add(new Parameter(name, "string", value));
    return this;
  }

  public SoapRequest number(String name, int value) {
    parameters.add(new Parameter(name, "int", Integer.toString(value)));
    return this;
  }

  public SoapRequest flag(String name, boolean value) {
    parameters.add(new Parameter(name, "boolean", Boolean.toString(value)));
    return this;
  }

  public SoapRequest time(String name, LocalDateTime value) {
    parameters.add(new Parameter(name, "dateTime", WIRE.format(value)));
    return this;
  }

  String operation() {
    return operation;
  }

  int size() {
    return size;
  }

  /** The call in words, for messages. */
  public String inWords() {
    return size == 0 ? operation : operation + " of " + size + (size == 1 ? " code" : " codes");
  }

  String action() {
    return NAMESPACE + "#" + operation;
  }

  String envelope(KhaosAuth auth) {
    StringBuilder xml = new StringBuilder(1_024);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
        .append("<SOAP-ENV:Envelope")
        .append(" xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\"")
        .append(" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"")
        .append(" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">")
        .append("<SOAP-ENV:Body")
        .append(" SOAP-ENV:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\">")
        .append("<NS1:" + operation + " xmlns:NS1=\"" + NAMESPACE + "\">");
    for (Parameter parameter : parameters) {
      parameter.appendTo(xml);
    }
    if (auth.scheme() == KhaosAuth.Scheme.BODY_PASSWORD) {
      appendLogin("UserName", auth.user(), xml);
      appendLogin("Password", auth.secret(), xml);
    }
    return xml.append("</NS1:" + operation + "></SOAP-ENV:Body></SOAP-ENV:Envelope>").toString();
  }

  private static void appendLogin(String name, @Nullable String value, StringBuilder xml) {
    if (value != null && !value.isBlank()) {
      new Parameter(name, "string", value).appendTo(xml);
    }
  }

  private record Parameter(String name, String type, String value) {
    void appendTo(StringBuilder xml) {
      xml.append('<').append(name).append(" xsi:type=\"xsd:").append(type).append("\">");
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        switch (c) {
          case '&' -> xml.append("&amp;");
          case '<' -> xml.append("&lt;");
          case '>' -> xml.append("&gt;");
          default -> xml.append(c);
        }
      }
      xml.append("</").append(name).append('>');
    }
  }
}
