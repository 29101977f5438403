package com.khaosbridge.activities.khaos.soap;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import org.jspecify.annotations.Nullable;

/** One record of an export as a tree, small enough to hold. May hold personal data. */
public final class XmlNode {
  static final int MOST_NODES = 200_000;
  static final int LONGEST_TEXT = 1_000_000;

  private final String name;
  private final Map<String, String> attributes;
  private final List<XmlNode> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private XmlNode(XmlCursor at) throws IOException {
    this.name = at.name();
    this.attributes = new LinkedHashMap<>();
    for (int i = 0; i < at.attributes(); i++) {
      requireShort(at.attributeValue(i).length());
      attributes.put(at.attributeName(i), at.attributeValue(i));
    }
  }

  /** Reads the element that the cursor stands on, to its end. */
  static XmlNode read(XmlCursor at) throws IOException {
    return read(at, new int[1]);
  }

  private static XmlNode read(XmlCursor at, int[] nodes) throws IOException {
    nodes[0]++;
    if (nodes[0] > MOST_NODES) {
      throw new BrokenXml(
          "a record has more than " + MOST_NODES + " elements",
          "Look at the record in the ERP; such a record can't be real.");
    }
    XmlNode node = new XmlNode(at);
    while (true) {
      int event = at.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        node.children.add(read(at, nodes));
      } else if (XmlCursor.isText(event)) {
        requireShort(node.text.length() + at.textLength());
        node.text.append(at.textCharacters(), at.textStart(), at.textLength());
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        return node;
      }
    }
  }

  private static void requireShort(int length) throws BrokenXml {
    if (length > LONGEST_TEXT) {
      throw new BrokenXml(
          "a text is longer than " + LONGEST_TEXT + " characters",
          "Look at the record in the ERP; such a text can't be real.");
    }
  }

  String name() {
    return name;
  }

  /**
   * A value that some versions write as an attribute and some as an element.
   *
   * @return the value as it stands, null if there is none
   */
  public @Nullable String value(String field) {
    String attribute = attributes.get(field);
    if (attribute != null) {
      return attribute;
    }
    XmlNode child = child(field);
    return child == null ? null : child.text.toString();
  }

  /** The value, trimmed; null if missing or empty. */
  public @Nullable String text(String field) {
    String value = value(field);
    return value == null || value.isBlank() ? null : value.strip();
  }

  public @Nullable XmlNode child(String field) {
    for (XmlNode child : children) {
      if (child.name.equals(field)) {
        return child;
      }
    }
    return null;
  }

  /** All values of a field anywhere within this record. */
  public Stream<String> valuesWithin(String field) {
    Stream<String> own = Stream.ofNullable(value(field));
    return Stream.concat(own, children.stream().flatMap(child -> child.valuesWithin(field)));
  }

  /** The entries of a list: those in its container, or directly here. */
  public List<XmlNode> list(String container, String entry) {
    XmlNode in = child(container);
    return (in == null ? this : in)
        .children.stream().filter(child -> child.name.equals(entry)).toList();
  }

  /** The text of the first element of this name at any depth. */
  @Nullable String textWithin(String field) {
    return valuesWithin(field).filter(value -> !value.isBlank()).findFirst().orElse(null);
  }
}
