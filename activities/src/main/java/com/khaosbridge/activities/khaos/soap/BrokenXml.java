package com.khaosbridge.activities.khaos.soap;

import java.io.IOException;

/**
 * XML that must not be read on. An {@link IOException} so that it passes through readers stacked on
 * each other. Holds no content of the answer.
 */
final class BrokenXml extends IOException {
  private static final long serialVersionUID = 1L;

  private final String finding;
  private final String nextStep;

  BrokenXml(String finding, String nextStep) {
    super(finding);
    this.finding = finding;
    this.nextStep = nextStep;
  }

  String finding() {
    return finding;
  }

  String nextStep() {
    return nextStep;
  }
}
