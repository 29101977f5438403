package com.khaosbridge.worker;

import java.util.Arrays;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * A worker process. Start more of them to scale; each destination is sent to by one of them at a
 * time.
 */
@SpringBootApplication
public class WorkerApplication {
  protected WorkerApplication() {}

  /** The application with the settings of {@code khaos-bridge-worker.yml}, not started yet. */
  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(WorkerApplication.class)
        .properties("spring.config.name=khaos-bridge-worker");
  }

  /** The command line as Spring reads it. */
  static String[] settings(String... args) {
    return Arrays.stream(args)
        .map(arg -> arg.equals("--dry-run") ? "--khaos-bridge.dry-run=true" : arg)
        .toArray(String[]::new);
  }

  public static void main(String[] args) {
    application().run(settings(args));
  }
}
