package com.khaosbridge.starter.cli;

import picocli.CommandLine.Option;

/** Who answers for what a command does, and why: what the audit keeps of it. */
final class AuditedBy {
  @Option(
      names = "--person",
      required = true,
      description = "Who decides, for the audit: a role or login name.")
  private String person = "";

  @Option(names = "--reason", required = true, description = "Why, for the audit.")
  private String reason = "";

  String person() {
    return person;
  }

  String reason() {
    return reason;
  }
}
