package com.khaosbridge.activities.khaos.soap;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Walks through XML that nobody vouches for: no document type, no entities but the five built-in
 * ones, no nesting beyond 64. Every fault of the text is a {@link BrokenXml}; an {@link
 * IOException} of the connection stays what it is.
 */
final class XmlCursor {
  static final int DEEPEST = 64;
  private static final String ASK_SERVER =
      "Call the operation by hand and look at the answer; the ERP's support can tell why.";

  private final String what;
  private final XMLStreamReader xml;
  private int depth;

  private XmlCursor(String what, Opening opening) throws IOException {
    this.what = what;
    try {
      this.xml = opening.open(hardenedFactory());
    } catch (XMLStreamException e) {
      throw translate(e);
    } catch (RuntimeException e) {
      throw malformed();
    }
  }

  /**
   * @param what what is read, for messages, e.g. {@code the answer}
   * @param charset as the HTTP header names it; null means that the XML itself says
   */
  static XmlCursor over(InputStream bytes, @Nullable String charset, String what)
      throws IOException {
    return new XmlCursor(what, factory -> factory.createXMLStreamReader(bytes, charset));
  }

  static XmlCursor over(Reader text, String what) throws IOException {
    return new XmlCursor(what, factory -> factory.createXMLStreamReader(text));
  }

  private static XMLInputFactory hardenedFactory() {
    // The JDK's own reader by name: which one the class path offers must not decide about safety.
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    // Newer JVMs count the escapes in plain text as entities and stop at 100,000. No entity can
    // be declared here, and the size of an answer is limited before it comes to this reader.
    factory.setProperty("jdk.xml.totalEntitySizeLimit", "0");
    factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", "0");
    factory.setXMLResolver(
        (publicId, systemId, baseUri, namespace) -> {
          throw new XMLStreamException("external entity");
        });
    return factory;
  }

  /** Moves on and gives the kind of what is there now, as {@link XMLStreamConstants} has it. */
  int next() throws IOException {
    int event = advance();
    switch (event) {
      case XMLStreamConstants.START_ELEMENT -> {
        depth++;
        if (depth > DEEPEST) {
          throw new BrokenXml(what + " nests elements more than " + DEEPEST + " deep", ASK_SERVER);
        }
      }
      case XMLStreamConstants.END_ELEMENT -> depth--;
      case XMLStreamConstants.DTD ->
          throw new BrokenXml(what + " has a document type definition", ASK_SERVER);
      case XMLStreamConstants.ENTITY_REFERENCE ->
          throw new BrokenXml(what + " refers to an entity", ASK_SERVER);
      default -> {}
    }
    return event;
  }

  private int advance() throws IOException {
    try {
      return xml.next();
    } catch (XMLStreamException e) {
      throw translate(e);
    } catch (RuntimeException e) {
      // The parser's own slips on hostile text surface as unchecked exceptions.
      throw malformed();
    }
  }

  boolean hasNext() throws IOException {
    try {
      return xml.hasNext();
    } catch (XMLStreamException e) {
      throw translate(e);
    }
  }

  int depth() {
    return depth;
  }

  String name() {
    return xml.getLocalName();
  }

  int attributes() {
    return xml.getAttributeCount();
  }

  String attributeName(int index) {
    return xml.getAttributeLocalName(index);
  }

  String attributeValue(int index) {
    return xml.getAttributeValue(index);
  }

  /** The characters of the current text, valid until {@link #next}. */
  char[] textCharacters() {
    return xml.getTextCharacters();
  }

  int textStart() {
    return xml.getTextStart();
  }

  int textLength() {
    return xml.getTextLength();
  }

  static boolean isText(int event) {
    return event == XMLStreamConstants.CHARACTERS
        || event == XMLStreamConstants.CDATA
        || event == XMLStreamConstants.SPACE;
  }

  private IOException translate(XMLStreamException e) {
    Throwable nested = e.getNestedException() == null ? e.getCause() : e.getNestedException();
    if (nested instanceof CharConversionException) {
      return new BrokenXml(what + " has bytes that are no text in its charset", ASK_SERVER);
    }
    if (nested instanceof IOException io) {
      return io;
    }
    // The parser's message quotes the text, so only the place is passed on.
    return new BrokenXml(
        what
            + " is no well-formed XML or is cut off, at line "
            + e.getLocation().getLineNumber()
            + ", column "
            + e.getLocation().getColumnNumber(),
        "Check that khaos.endpoint is the SOAP address and not a page. " + ASK_SERVER);
  }

  private BrokenXml malformed() {
    return new BrokenXml(what + " is no well-formed XML", ASK_SERVER);
  }

  private interface Opening {
    XMLStreamReader open(XMLInputFactory factory) throws XMLStreamException;
  }
}
