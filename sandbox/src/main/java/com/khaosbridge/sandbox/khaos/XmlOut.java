package com.khaosbridge.sandbox.khaos;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes XML text. Characters that XML can't carry are left out; everything else is escaped where
 * it has to be.
 */
final class XmlOut {
  private final StringBuilder out = new StringBuilder();
  private final Deque<String> open = new ArrayDeque<>();
  private boolean inTag;

  /** Begins with an XML declaration. */
  static XmlOut document() {
    XmlOut xml = new XmlOut();
    xml.out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    return xml;
  }

  XmlOut open(String name) {
    endTag();
    out.append('<').append(name);
    open.push(name);
    inTag = true;
    return this;
  }

  /** Adds an attribute to the element just opened. */
  XmlOut attribute(String name, String value) {
    out.append(' ').append(name).append("=\"");
    escape(value, true);
    out.append('"');
    return this;
  }

  XmlOut text(String value) {
    endTag();
    escape(value, false);
    return this;
  }

  XmlOut close() {
    String name = open.pop();
    if (inTag) {
      out.append("/>");
      inTag = false;
    } else {
      out.append("</").append(name).append('>');
    }
    return this;
  }

  XmlOut element(String name, String value) {
    open(name);
    if (!value.isEmpty()) {
      text(value);
    }
    return close();
  }

  XmlOut element(String name, long value) {
    return element(name, Long.toString(value));
  }

  /** {@code -1} for true, {@code 0} for false. */
  XmlOut element(String name, boolean value) {
    return element(name, value ? "-1" : "0");
  }

  @Override
  public String toString() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("element " + open.peek() + " is still open");
    }
    return out.toString();
  }

  private void endTag() {
    if (inTag) {
      out.append('>');
      inTag = false;
    }
  }

  private void escape(String value, boolean attribute) {
    int length = value.length();
    for (int i = 0; i < length; i++) {
      char c = value.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\r' -> out.append("&#13;");
        case '\n', '\t' -> {
          if (attribute) {
            out.append("&#").append((int) c).append(';');
          } else {
            out.append(c);
          }
        }
        default -> {
          if (Character.isSurrogate(c)) {
            i += pair(value, i);
          } else if (c >= 0x20 && c <= 0xFFFD) {
            out.append(c);
          }
        }
      }
    }
  }

  /**
   * Writes a whole surrogate pair, leaves out half a one; gives how many more characters it took.
   */
  private int pair(String value, int at) {
    int codePoint = value.codePointAt(at);
    if (Character.isBmpCodePoint(codePoint)) {
      return 0;
    }
    out.appendCodePoint(codePoint);
    return 1;
  }
}
