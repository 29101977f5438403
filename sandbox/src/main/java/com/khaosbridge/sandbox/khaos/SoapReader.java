package com.khaosbridge.sandbox.khaos;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads SOAP 1.1 RPC requests, streaming, without DTDs. Parameters are taken by name; if a name is
 * none of the operation's, all are taken by position, as clients exist that name them otherwise.
 */
final class SoapReader {
  private static final int MAX_DEPTH = 16;

  private final XMLInputFactory factory;

  SoapReader() {
    factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
  }

  /**
   * Reads a request.
   *
   * @param soapAction the header's value, empty if there is none; if there is one it must agree
   */
  SoapCall read(byte[] body, String soapAction) throws SoapFault {
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(body));
      try {
        return envelope(xml, soapAction);
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      throw new SoapFault(SoapFault.Code.CLIENT, "The request is not well-formed XML", e);
    }
  }

  private static SoapCall envelope(XMLStreamReader xml, String soapAction)
      throws XMLStreamException, SoapFault {
    if (!nextElement(xml) || !xml.getLocalName().equals("Envelope")) {
      throw SoapFault.client("The request has no SOAP envelope");
    }
    if (!Soap.ENVELOPE_NAMESPACE.equals(xml.getNamespaceURI())) {
      throw new SoapFault(SoapFault.Code.VERSION_MISMATCH, "The envelope is not of SOAP 1.1");
    }
    while (nextElement(xml)) {
      if (!Soap.ENVELOPE_NAMESPACE.equals(xml.getNamespaceURI())) {
        throw SoapFault.client("Unexpected element " + xml.getLocalName() + " in the envelope");
      }
      if (xml.getLocalName().equals("Body")) {
        if (!nextElement(xml)) {
          throw SoapFault.client("The SOAP body is empty");
        }
        SoapCall call = call(xml, soapAction);
        while (xml.hasNext()) {
          event(xml);
        }
        return call;
      }
      skip(xml);
    }
    throw SoapFault.client("The envelope has no body");
  }

  private static SoapCall call(XMLStreamReader xml, String soapAction)
      throws XMLStreamException, SoapFault {
    String name = xml.getLocalName();
    Operation operation = Operation.named(name);
    if (operation == null || !Soap.NAMESPACE.equals(xml.getNamespaceURI())) {
      throw SoapFault.server("Method " + name + " not found in interface IKosWeb");
    }
    if (!soapAction.isEmpty() && !soapAction.equals(Soap.action(operation))) {
      throw SoapFault.server("SOAPAction does not belong to method " + name);
    }
    List<Map.Entry<String, String>> given = new ArrayList<>();
    while (nextElement(xml)) {
      given.add(Map.entry(xml.getLocalName(), text(xml)));
    }
    return new SoapCall(operation, byName(operation, given));
  }

  private static Map<String, String> byName(
      Operation operation, List<Map.Entry<String, String>> given) throws SoapFault {
    List<Operation.Parameter> parameters = operation.parameters();
    Set<String> names =
        parameters.stream().map(Operation.Parameter::name).collect(Collectors.toSet());
    boolean named = given.stream().allMatch(entry -> names.contains(entry.getKey()));
    if (!named && given.size() != parameters.size()) {
      throw SoapFault.server(
          "Method %s takes %d parameters, %d were given under other names"
              .formatted(operation.soapName(), parameters.size(), given.size()));
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < given.size(); i++) {
      String name = named ? given.get(i).getKey() : parameters.get(i).name();
      values.put(name, given.get(i).getValue());
    }
    return values;
  }

  /** Goes to the next child element; false at the end of the element that holds it. */
  private static boolean nextElement(XMLStreamReader xml) throws XMLStreamException, SoapFault {
    while (xml.hasNext()) {
      switch (event(xml)) {
        case XMLStreamConstants.START_ELEMENT -> {
          return true;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return false;
        }
        default -> {
          // Blanks, comments and instructions between elements mean nothing.
        }
      }
    }
    return false;
  }

  private static void skip(XMLStreamReader xml) throws XMLStreamException, SoapFault {
    int depth = 1;
    while (depth > 0) {
      int event = event(xml);
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
        if (depth > MAX_DEPTH) {
          throw SoapFault.client("The request is nested too deep");
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  private static String text(XMLStreamReader xml) throws XMLStreamException, SoapFault {
    StringBuilder text = new StringBuilder();
    while (true) {
      switch (event(xml)) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            text.append(xml.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          return text.toString();
        }
        case XMLStreamConstants.START_ELEMENT ->
            throw SoapFault.client("A parameter holds an element where a value is expected");
        default -> {
          // Comments and instructions are no part of the value.
        }
      }
    }
  }

  private static int event(XMLStreamReader xml) throws XMLStreamException, SoapFault {
    int event = xml.next();
    if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
      throw SoapFault.client("Document type declarations and entities are not accepted");
    }
    return event;
  }
}
