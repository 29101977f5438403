package com.khaosbridge.activities.khaos.soap;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/** Reads one answer of the service from its first byte to its last, without holding it. */
public final class SoapAnswer {
  private static final String RETURN = "return";
  private static final String SHAPE_STEP =
      "Check that the operation of this version of the ERP returns what the bridge expects.";

  private final InputStream bytes;
  private final @Nullable String charset;

  SoapAnswer(InputStream bytes, @Nullable String charset) {
    this.bytes = bytes;
    this.charset = charset;
  }

  /**
   * Reads an answer whose result is a document as text, and hands over each record in it.
   *
   * @param record the records' element name
   */
  public void records(String record, Consumer<XmlNode> sink) throws IOException, SoapFault {
    XmlCursor envelope = openBody();
    boolean found = false;
    while (envelope.hasNext()) {
      int event = envelope.next();
      if (event == XMLStreamConstants.START_ELEMENT && envelope.name().equals(RETURN)) {
        found = true;
        ReturnText text = new ReturnText(envelope);
        if (!text.isEmpty()) {
          document(XmlCursor.over(text, "the document in the answer"), record, sink);
        }
      }
    }
    requireReturn(found);
  }

  private static void document(XmlCursor document, String record, Consumer<XmlNode> sink)
      throws IOException {
    boolean found = false;
    boolean otherText = false;
    while (document.hasNext()) {
      int event = document.next();
      if (event == XMLStreamConstants.START_ELEMENT && document.name().equals(record)) {
        found = true;
        sink.accept(XmlNode.read(document));
      } else if (XmlCursor.isText(event)) {
        otherText |= hasInk(document);
      }
    }
    if (!found && otherText) {
      // A message in place of the records must not pass for "nothing changed".
      throw new BrokenXml(
          "the document in the answer has no " + record + " but other text", SHAPE_STEP);
    }
  }

  private static boolean hasInk(XmlCursor at) {
    char[] characters = at.textCharacters();
    for (int i = at.textStart(); i < at.textStart() + at.textLength(); i++) {
      if (!Character.isWhitespace(characters[i])) {
        return true;
      }
    }
    return false;
  }

  /**
   * Reads an answer whose result is a list of objects. SOAP encoding lets them stand in the result
   * or after it, so they are known by their fields alone.
   *
   * @param fields the fields wanted; an element with one of them is an object
   * @return the objects' values, trimmed
   */
  public List<Map<String, String>> objects(Set<String> fields) throws IOException, SoapFault {
    XmlCursor envelope = openBody();
    List<Map<String, String>> objects = new ArrayList<>();
    List<Map<String, String>> open = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    boolean found = false;
    while (envelope.hasNext()) {
      int event = envelope.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        found |= envelope.name().equals(RETURN);
        open.add(new HashMap<>());
        text.setLength(0);
      } else if (XmlCursor.isText(event)) {
        append(envelope, text);
      } else if (event == XMLStreamConstants.END_ELEMENT && !open.isEmpty()) {
        Map<String, String> ended = open.remove(open.size() - 1);
        if (!ended.isEmpty()) {
          objects.add(ended);
        } else if (fields.contains(envelope.name()) && !open.isEmpty()) {
          open.get(open.size() - 1).put(envelope.name(), text.toString().strip());
        }
        text.setLength(0);
      }
    }
    requireReturn(found);
    return objects;
  }

  private static void append(XmlCursor from, StringBuilder text) throws BrokenXml {
    if (text.length() + from.textLength() > XmlNode.LONGEST_TEXT) {
      throw new BrokenXml(
          "a text is longer than " + XmlNode.LONGEST_TEXT + " characters", SHAPE_STEP);
    }
    text.append(from.textCharacters(), from.textStart(), from.textLength());
  }

  private static void requireReturn(boolean found) throws BrokenXml {
    if (!found) {
      throw new BrokenXml("the answer has no result (return)", SHAPE_STEP);
    }
  }

  /** Moves onto the operation's element in the envelope's body. */
  private XmlCursor openBody() throws IOException, SoapFault {
    XmlCursor envelope = XmlCursor.over(bytes, charset, "the answer");
    requireElement(envelope, "Envelope");
    while (true) {
      int event = envelope.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        if (envelope.name().equals("Body")) {
          break;
        }
        // A header: nothing in it concerns us.
        XmlNode.read(envelope);
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        throw new BrokenXml("the answer is an envelope without a body", SHAPE_STEP);
      }
    }
    while (true) {
      int event = envelope.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        if (envelope.name().equals("Fault")) {
          throw fault(XmlNode.read(envelope));
        }
        return envelope;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        throw new BrokenXml("the answer's body is empty", SHAPE_STEP);
      }
    }
  }

  private static void requireElement(XmlCursor at, String name) throws IOException {
    while (at.next() != XMLStreamConstants.START_ELEMENT) {
      // Comments and space before the root.
    }
    if (!at.name().equals(name)) {
      throw new BrokenXml(
          "the answer is XML but no SOAP envelope",
          "Check that khaos.endpoint is the SOAP address (/soap/IKosWeb) and not the description"
              + " or a page.");
    }
  }

  private static SoapFault fault(XmlNode fault) {
    String code = fault.text("faultcode");
    String text = fault.text("faultstring");
    return SoapFault.of(
        orEmpty(code == null ? fault.textWithin("Value") : code),
        orEmpty(text == null ? fault.textWithin("Text") : text));
  }

  private static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }
}
