package com.khaosbridge.sandbox.khaos;

import com.khaosbridge.sandbox.http.Response;

/** SOAP 1.1 RPC/encoded envelopes in the style of a Delphi server. */
final class Soap {
  static final String NAMESPACE = "urn:IKosWebIntf-IKosWeb";
  static final String TYPES_NAMESPACE = "urn:IKosWebIntf";
  static final String ENVELOPE_NAMESPACE = "http://schemas.xmlsoap.org/soap/envelope/";
  static final String ENCODING_NAMESPACE = "http://schemas.xmlsoap.org/soap/encoding/";
  private static final String CONTENT_TYPE = "text/xml; charset=utf-8";

  private Soap() {}

  static String action(Operation operation) {
    return NAMESPACE + "#" + operation.soapName();
  }

  /**
   * Begins the answer to a call; the writer stands where the result element {@code return} goes.
   */
  static XmlOut response(Operation operation) {
    return envelope()
        .open("SOAP-ENV:Body")
        .attribute("SOAP-ENV:encodingStyle", ENCODING_NAMESPACE)
        .open("NS1:" + operation.soapName() + "Response")
        .attribute("xmlns:NS1", NAMESPACE)
        .attribute("xmlns:NS2", TYPES_NAMESPACE);
  }

  /** The answer with a text as its result. */
  static Response text(Operation operation, String result) {
    XmlOut xml = response(operation).open("return").attribute("xsi:type", "xsd:string");
    if (!result.isEmpty()) {
      xml.text(result);
    }
    return finish(xml.close());
  }

  /** The answer whose result was written. */
  static Response finish(XmlOut xml) {
    return Response.of(200, CONTENT_TYPE, xml.close().close().close().toString());
  }

  static Response fault(SoapFault fault) {
    String xml =
        envelope()
            .open("SOAP-ENV:Body")
            .open("SOAP-ENV:Fault")
            .element("faultcode", "SOAP-ENV:" + fault.code().text())
            .element("faultstring", fault.text())
            .close()
            .close()
            .close()
            .toString();
    return Response.of(500, CONTENT_TYPE, xml);
  }

  private static XmlOut envelope() {
    return XmlOut.document()
        .open("SOAP-ENV:Envelope")
        .attribute("xmlns:SOAP-ENV", ENVELOPE_NAMESPACE)
        .attribute("xmlns:xsd", "http://www.w3.org/2001/XMLSchema")
        .attribute("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        .attribute("xmlns:SOAP-ENC", ENCODING_NAMESPACE);
  }
}
