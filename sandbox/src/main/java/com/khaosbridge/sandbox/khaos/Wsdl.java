package com.khaosbridge.sandbox.khaos;

/** The WSDL 1.1 document of the operations that the stand-in knows, RPC/encoded. */
final class Wsdl {
  private static final String SOAP_HTTP = "http://schemas.xmlsoap.org/soap/http";

  private Wsdl() {}

  static String text(String address) {
    XmlOut xml =
        XmlOut.document()
            .open("definitions")
            .attribute("xmlns", "http://schemas.xmlsoap.org/wsdl/")
            .attribute("xmlns:xsd", "http://www.w3.org/2001/XMLSchema")
            .attribute("xmlns:soap", "http://schemas.xmlsoap.org/wsdl/soap/")
            .attribute("xmlns:wsdl", "http://schemas.xmlsoap.org/wsdl/")
            .attribute("xmlns:soapenc", Soap.ENCODING_NAMESPACE)
            .attribute("xmlns:tns", Soap.TYPES_NAMESPACE)
            .attribute("xmlns:intf", Soap.NAMESPACE)
            .attribute("name", "IKosWebservice")
            .attribute("targetNamespace", Soap.NAMESPACE);
    types(xml);
    messages(xml);
    portType(xml);
    binding(xml);
    xml.open("service")
        .attribute("name", "IKosWebservice")
        .open("port")
        .attribute("name", "IKosWebPort")
        .attribute("binding", "intf:IKosWebbinding")
        .open("soap:address")
        .attribute("location", address)
        .close()
        .close()
        .close();
    return xml.close().toString();
  }

  private static void types(XmlOut xml) {
    xml.open("types")
        .open("xsd:schema")
        .attribute("targetNamespace", Soap.TYPES_NAMESPACE)
        .open("xsd:import")
        .attribute("namespace", Soap.ENCODING_NAMESPACE)
        .close();
    struct(xml, "TCompanyItem", "CompanyCode", "xsd:string", "OtherRef", "xsd:string");
    array(xml, "TCompanyItemArray", "TCompanyItem");
    struct(xml, "TCompanyList", "List", "tns:TCompanyItemArray");
    struct(xml, "TMailingStatus", "ID", "xsd:int", "Description", "xsd:string");
    array(xml, "TMailingStatusArray", "TMailingStatus");
    xml.close().close();
  }

  /** A type with fields, given as names and types in turn. */
  private static void struct(XmlOut xml, String name, String... fields) {
    xml.open("xsd:complexType").attribute("name", name).open("xsd:sequence");
    for (int i = 0; i < fields.length; i += 2) {
      xml.open("xsd:element").attribute("name", fields[i]).attribute("type", fields[i + 1]).close();
    }
    xml.close().close();
  }

  private static void array(XmlOut xml, String name, String of) {
    xml.open("xsd:complexType")
        .attribute("name", name)
        .open("xsd:complexContent")
        .open("xsd:restriction")
        .attribute("base", "soapenc:Array")
        .open("xsd:attribute")
        .attribute("ref", "soapenc:arrayType")
        .attribute("wsdl:arrayType", "tns:" + of + "[]")
        .close()
        .close()
        .close()
        .close();
  }

  private static void messages(XmlOut xml) {
    for (Operation operation : Operation.values()) {
      xml.open("message").attribute("name", operation.soapName() + "Request");
      for (Operation.Parameter parameter : operation.parameters()) {
        part(xml, parameter.name(), parameter.type());
      }
      xml.close().open("message").attribute("name", operation.soapName() + "Response");
      part(xml, "return", operation.resultType());
      xml.close();
    }
  }

  private static void part(XmlOut xml, String name, String type) {
    xml.open("part").attribute("name", name).attribute("type", type).close();
  }

  private static void portType(XmlOut xml) {
    xml.open("portType").attribute("name", "IKosWeb");
    for (Operation operation : Operation.values()) {
      String name = operation.soapName();
      xml.open("operation")
          .attribute("name", name)
          .open("input")
          .attribute("message", "intf:" + name + "Request")
          .close()
          .open("output")
          .attribute("message", "intf:" + name + "Response")
          .close()
          .close();
    }
    xml.close();
  }

  private static void binding(XmlOut xml) {
    xml.open("binding")
        .attribute("name", "IKosWebbinding")
        .attribute("type", "intf:IKosWeb")
        .open("soap:binding")
        .attribute("style", "rpc")
        .attribute("transport", SOAP_HTTP)
        .close();
    for (Operation operation : Operation.values()) {
      xml.open("operation")
          .attribute("name", operation.soapName())
          .open("soap:operation")
          .attribute("soapAction", Soap.action(operation))
          .attribute("style", "rpc")
          .close();
      encodedBody(xml, "input");
      encodedBody(xml, "output");
      xml.close();
    }
    xml.close();
  }

  private static void encodedBody(XmlOut xml, String direction) {
    xml.open(direction)
        .open("soap:body")
        .attribute("use", "encoded")
        .attribute("encodingStyle", Soap.ENCODING_NAMESPACE)
        .attribute("namespace", Soap.NAMESPACE)
        .close()
        .close();
  }
}
