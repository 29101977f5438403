package com.khaosbridge.sandbox.retail;

/**
 * A line of the transactions file that could not be used.
 *
 * @param file the file's name
 * @param line its line number, from 1; of a record over several lines the last
 * @param field the column at fault
 * @param shape what the value looks like, without showing it: letters as {@code a}, digits as
 *     {@code 9}
 * @param reason what was expected
 */
public record RejectedLine(String file, long line, String field, String shape, String reason) {
  private static final int SHAPE_LENGTH = 40;

  /** The shape of a value, which is safe to print. */
  static String shapeOf(String value) {
    StringBuilder shape = new StringBuilder();
    value
        .codePoints()
        .limit(SHAPE_LENGTH)
        .forEach(
            c -> {
              if (Character.isDigit(c)) {
                shape.append('9');
              } else if (Character.isLetter(c)) {
                shape.append('a');
              } else if (c < ' ') {
                shape.append('?');
              } else {
                shape.appendCodePoint(c);
              }
            });
    if (value.codePointCount(0, value.length()) > SHAPE_LENGTH) {
      shape.append("...");
    }
    return shape.isEmpty() ? "(empty)" : shape.toString();
  }

  /** One sentence for a person. */
  public String message() {
    return "%s line %d, field %s: %s, the value looks like %s"
        .formatted(file, line, field, reason, shape);
  }
}
