package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.settings.BridgeSettings;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** The bridge's configuration, found where the starter process finds it. */
final class ConfiguredBridge {
  private ConfiguredBridge() {}

  /**
   * Reads it.
   *
   * @throws RuntimeException if something is missing or wrong; the message names it
   */
  static BridgeSettings read() {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addLast(
            new MapPropertySource("names", Map.of("spring.config.name", "khaos-bridge-starter")));
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    return Binder.get(environment).bindOrCreate("khaos-bridge", BridgeSettings.class);
  }

  /**
   * Reads it for a command that concerns some destinations.
   *
   * @param only their names; empty for all
   * @throws RuntimeException if something is missing or wrong, or one is not configured
   */
  static BridgeSettings read(Collection<String> only) {
    BridgeSettings settings = read();
    TreeSet<String> unknown = new TreeSet<>(only);
    settings.destinations().forEach(destination -> unknown.remove(destination.name()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no destination " + String.join(", ", unknown) + ".");
    }
    return settings;
  }

  /**
   * What is wrong, in words: what the settings say of themselves, not what a library says of the
   * value that they were given.
   */
  static String reason(Throwable e) {
    String ofSettings = null;
    Throwable innermost = e;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      innermost = cause;
      if (cause.getClass() == IllegalArgumentException.class && cause.getMessage() != null) {
        ofSettings = cause.getMessage();
      }
    }
    return ofSettings == null ? String.valueOf(innermost.getMessage()) : ofSettings;
  }
}
