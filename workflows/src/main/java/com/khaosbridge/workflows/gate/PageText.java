package com.khaosbridge.workflows.gate;

import com.khaosbridge.workflows.delivery.DeliveryLine;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A short text in Markdown about a workflow, for people who look at it. Times are UTC. */
public final class PageText {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final StringBuilder text = new StringBuilder();

  private PageText(String title) {
    text.append("**").append(title).append("**\n");
  }

  public static PageText titled(String title) {
    return new PageText(title);
  }

  /** Adds a list under a heading, or nothing if the list is empty. */
  public PageText section(String heading, List<String> lines) {
    if (!lines.isEmpty()) {
      text.append("\n").append(heading).append("\n\n");
      lines.forEach(line -> text.append("- ").append(line).append("\n"));
    }
    return this;
  }

  /** Adds what destinations are owed or were told. */
  public PageText deliveries(List<DeliveryLine> lines) {
    return section("What destinations were told", lines.stream().map(PageText::told).toList());
  }

  /** Adds what is held, and how it may be answered. */
  public PageText decisions(List<HeldDelivery> held) {
    return section("What a person must decide", held.stream().map(HeldDelivery::words).toList());
  }

  /** An instant to the minute, e.g. {@code 2026-11-27 13:05Z}. */
  public static String minute(Instant instant) {
    return MINUTES.format(instant);
  }

  private static String told(DeliveryLine line) {
    String outcome =
        switch (line.state()) {
          case IN_FLIGHT -> "on its way";
          case HELD -> "held";
          case DELIVERED -> "delivered" + at(line.endedAt()) + because(line.note());
          case EXCLUDED -> "excluded" + at(line.endedAt()) + because(line.note());
        };
    return line.delivery().summary() + ": " + outcome;
  }

  private static String at(@Nullable Instant when) {
    return when == null ? "" : " " + minute(when);
  }

  private static String because(@Nullable String note) {
    return note == null ? "" : " (" + note + ")";
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
