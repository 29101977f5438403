package com.khaosbridge.sandbox.retail;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** UK local times as the shop and its ERP write them: to the second, without an offset. */
public final class UkTime {
  public static final ZoneId ZONE = ZoneId.of("Europe/London");

  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

  private UkTime() {}

  /** The instant of a local time; of the hour that comes twice in October, the earlier. */
  public static Instant instant(LocalDateTime local) {
    return ZonedDateTime.ofLocal(local, ZONE, null).toInstant();
  }

  /** The local time of an instant, fractions of a second cut off. */
  public static LocalDateTime local(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZONE).truncatedTo(ChronoUnit.SECONDS);
  }

  /** The instant at which a day begins. */
  public static Instant startOf(LocalDate day) {
    return day.atStartOfDay(ZONE).toInstant();
  }

  /** {@code 2011-06-29T08:26:00}. */
  public static String text(LocalDateTime local) {
    return TEXT.format(local);
  }

  public static String text(Instant instant) {
    return text(local(instant));
  }
}
