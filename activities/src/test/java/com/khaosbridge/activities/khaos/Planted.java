package com.khaosbridge.activities.khaos;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.temporal.common.converter.DefaultDataConverter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import mockwebserver3.MockWebServer;
import org.slf4j.LoggerFactory;

/** A person planted into answers, and a look-out for her in all that may be kept or shown. */
final class Planted implements AutoCloseable {
  static final String EMAIL = "jane.stone@example.com";
  static final String PHONE = "07700900123";

  /** A part of the phone number that may pass for a code, but for nothing else. */
  static final String NINE_DIGITS = "447700900";

  /** All of her at once, as a server might word it. */
  static final String ECHO =
      "Jane Stone, JANE, " + EMAIL + ", EC1A 1BB, EC1A1BB, " + PHONE + ", +44 7700 900123";

  /** Each as it could fill a field of its own. */
  static final List<String> VALUES =
      List.of(
          EMAIL,
          "Jane",
          "Stone",
          "JANE",
          "Jane Stone",
          "EC1A 1BB",
          "EC1A1BB",
          PHONE,
          "+44 7700 900123",
          NINE_DIGITS,
          ECHO);

  private static final Set<String> TRACES =
      Set.of("jane", "stone", "ec1a", "1bb", "7700900", "7700 900", "447700", "44 7700");

  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Level level = root.getLevel();
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();
  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final java.util.logging.Logger server =
      java.util.logging.Logger.getLogger(MockWebServer.class.getName());

  /** Looks out from now on, at every level of every logger. */
  Planted() {
    // The scripted server prints what it serves.
    server.setLevel(java.util.logging.Level.OFF);
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    events.start();
    root.addAppender(events);
    root.setLevel(Level.TRACE);
  }

  static boolean isIn(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    return TRACES.stream().anyMatch(plain::contains);
  }

  static void assertAbsent(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    assertThat(TRACES).as(text).noneMatch(plain::contains);
  }

  /** Neither in the failure, its causes and its stack, nor in what Temporal would keep of it. */
  static void assertAbsent(Throwable failure) {
    StringWriter stack = new StringWriter();
    failure.printStackTrace(new PrintWriter(stack));
    assertAbsent(stack.toString());
    assertAbsent(DefaultDataConverter.newDefaultInstance().exceptionToFailure(failure).toString());
  }

  void assertAbsentFromLogs() {
    LoggerFactory.getLogger(Planted.class).warn("canary");
    System.err.println("canary");
    assertThat(events.list).extracting(ILoggingEvent::getMessage).contains("canary");
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("canary");
    assertAbsent(printed.toString(StandardCharsets.UTF_8));
    for (ILoggingEvent event : List.copyOf(events.list)) {
      assertAbsent(event.getFormattedMessage());
      if (event.getThrowableProxy() != null) {
        assertAbsent(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }
  }

  @Override
  public void close() {
    root.setLevel(level);
    root.detachAppender(events);
    System.setErr(standardError);
    server.setLevel(null);
  }
}
