package com.khaosbridge.starter;

import com.khaosbridge.starter.cli.CommandLineInterface;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Without a command the starter process runs; with one, the command line. */
public final class KhaosBridge {
  private KhaosBridge() {}

  public static void main(String[] args) {
    if (isCommand(args)) {
      System.exit(CommandLineInterface.run(args));
    }
    new SpringApplicationBuilder(StarterApplication.class)
        .properties("spring.config.name=khaos-bridge-starter")
        .run(args);
  }

  /** Properties look like {@code --server.port=1}; everything else is for the command line. */
  private static boolean isCommand(String[] args) {
    return args.length > 0 && !(args[0].startsWith("--") && args[0].contains("."));
  }
}
