package com.khaosbridge.activities.khaos.soap;

import java.io.IOException;
import java.io.Reader;
import javax.xml.stream.XMLStreamConstants;

/**
 * The document that the service puts as text into its {@code return} element, read while the
 * envelope around it is read, so that neither is ever held whole. Space before the document is
 * skipped.
 */
final class ReturnText extends Reader {
  private final XmlCursor envelope;
  private char[] chunk = new char[0];
  private int from;
  private int left;
  private boolean ended;

  /**
   * @param envelope stands on the start of the element
   */
  ReturnText(XmlCursor envelope) {
    this.envelope = envelope;
  }

  /** Skips leading space and says whether nothing follows. */
  boolean isEmpty() throws IOException {
    while (fill()) {
      while (left > 0) {
        char c = chunk[from];
        if (!Character.isWhitespace(c) && c != '\uFEFF') {
          return false;
        }
        from++;
        left--;
      }
    }
    return true;
  }

  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int copied = 0;
    while (copied < length && fill()) {
      int count = Math.min(left, length - copied);
      System.arraycopy(chunk, from, into, offset + copied, count);
      from += count;
      left -= count;
      copied += count;
    }
    return copied == 0 ? -1 : copied;
  }

  private boolean fill() throws IOException {
    while (left == 0 && !ended) {
      int event = envelope.next();
      if (XmlCursor.isText(event)) {
        chunk = envelope.textCharacters();
        from = envelope.textStart();
        left = envelope.textLength();
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        ended = true;
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        throw new BrokenXml(
            "the answer holds elements where text belongs",
            "Check that the operation returns a document as text at this version of the ERP.");
      }
    }
    return left > 0;
  }

  /** Nothing to do: the envelope belongs to its reader. */
  @Override
  public void close() {}
}
