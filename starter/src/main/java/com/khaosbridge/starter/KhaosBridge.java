package com.khaosbridge.starter;

import com.khaosbridge.starter.cli.CommandLineInterface;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Without a command the starter process runs; with one, the command line. */
public final class KhaosBridge {
  private KhaosBridge() {}

  public static void main(String[] args) {
    if (args.length > 0
        && !args[0].startsWith("--spring.")
        && !args[0].startsWith("--khaos-bridge.")) {
      System.exit(CommandLineInterface.run(args));
    }
    new SpringApplicationBuilder(StarterApplication.class)
        .properties("spring.config.name=khaos-bridge-starter")
        .run(args);
  }
}
