package com.khaosbridge.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Shows how far a step is: a bar that moves on a terminal, a line now and then elsewhere. */
final class Progress {
  private static final int BAR = 30;
  private static final Duration LINE_EVERY = Duration.ofSeconds(5);

  private final PrintStream out;
  private final boolean terminal;
  private String step = "";
  private Instant begun = Instant.now();
  private Instant lastLine = Instant.EPOCH;

  Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Shows a step at so many of so many. */
  void show(String name, long done, long total) {
    Instant now = Instant.now();
    if (!name.equals(step)) {
      step = name;
      begun = now;
      lastLine = Instant.EPOCH;
    }
    double share = total <= 0 ? 0 : Math.min(1.0, (double) done / total);
    double elapsed = Duration.between(begun, now).toMillis() / 1000.0;
    String rate = elapsed > 0.5 ? String.format(Locale.ROOT, "%,.0f/s", done / elapsed) : "";
    String left =
        share > 0.02 && share < 1
            ? String.format(Locale.ROOT, "%.0f s left", elapsed / share - elapsed)
            : "";
    if (terminal) {
      int full = (int) Math.round(share * BAR);
      out.printf(
          "\r%-18s [%s%s] %,d of %,d  %s  %s   ",
          name, "#".repeat(full), ".".repeat(BAR - full), done, total, rate, left);
    } else if (Duration.between(lastLine, now).compareTo(LINE_EVERY) >= 0) {
      lastLine = now;
      out.printf(Locale.ROOT, "%s: %,d of %,d %s %s%n", name, done, total, rate, left);
    }
    out.flush();
  }

  /** Ends what was shown with a line of its own. */
  void line(String text) {
    if (terminal) {
      out.print("\r" + " ".repeat(100) + "\r");
    }
    out.println(text);
    out.flush();
  }
}
