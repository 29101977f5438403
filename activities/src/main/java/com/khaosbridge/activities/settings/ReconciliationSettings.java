package com.khaosbridge.activities.settings;

import java.time.DateTimeException;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * When a reconciliation runs by itself, and whether it repairs.
 *
 * @param at a time of every day by the ERP's clock, default {@code 03:30}; {@code never} for none
 * @param repair whether it plans anew what is ours, default yes
 */
public record ReconciliationSettings(@Nullable String at, @Nullable Boolean repair) {
  private static final String NEVER = "never";
  private static final LocalTime DEFAULT = LocalTime.of(3, 30);

  public ReconciliationSettings {
    LocalTime unused = parsed(at);
  }

  static ReconciliationSettings standard() {
    return new ReconciliationSettings(null, null);
  }

  /** When it runs every day, null for never. */
  public @Nullable LocalTime time() {
    return parsed(at);
  }

  public boolean repairs() {
    return repair == null || repair;
  }

  private static @Nullable LocalTime parsed(@Nullable String at) {
    if (at == null || at.isBlank()) {
      return DEFAULT;
    }
    String text = at.strip();
    if (text.equalsIgnoreCase(NEVER)) {
      return null;
    }
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "khaos-bridge.reconciliation.at: '"
              + text
              + "' is no time; write \"03:30\", in quotes, or never",
          e);
    }
  }
}
