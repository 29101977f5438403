package com.khaosbridge.activities.destination;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.slf4j.LoggerFactory;

/** All that this process logs while it is open, down to what a person debugging would turn on. */
final class ProcessLog implements AutoCloseable {
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger ours = (Logger) LoggerFactory.getLogger("com.khaosbridge");
  private final Level oursBefore = ours.getLevel();
  private final java.util.logging.Logger javas = java.util.logging.Logger.getLogger("okhttp3");
  private final Lines appender = new Lines();
  private final JavaLines handler = new JavaLines();

  ProcessLog() {
    appender.setContext(root.getLoggerContext());
    appender.start();
    root.addAppender(appender);
    ours.setLevel(Level.ALL);
    javas.setLevel(java.util.logging.Level.ALL);
    javas.addHandler(handler);
  }

  List<String> lines() {
    return lines;
  }

  @Override
  public void close() {
    javas.removeHandler(handler);
    javas.setLevel(null);
    ours.setLevel(oursBefore);
    root.detachAppender(appender);
  }

  private final class Lines extends AppenderBase<ILoggingEvent> {
    @Override
    protected void append(ILoggingEvent event) {
      lines.add(event.getFormattedMessage());
      if (event.getThrowableProxy() != null) {
        lines.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
      }
    }
  }

  private final class JavaLines extends Handler {
    @Override
    public void publish(LogRecord entry) {
      lines.add(entry.getMessage() + " " + entry.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
