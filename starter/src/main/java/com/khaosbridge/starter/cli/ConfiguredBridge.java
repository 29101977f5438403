package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.settings.BridgeSettings;
import java.util.Map;
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
}
