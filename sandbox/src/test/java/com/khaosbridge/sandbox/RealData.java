package com.khaosbridge.sandbox;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The real transactions, which are no part of the project. */
public final class RealData {
  private static final String NAME = "online-retail-2010-12_2011-06.csv.gz";

  private RealData() {}

  /** The file; the test that asks is skipped where it is not to be found. */
  public static Path file() {
    String given = System.getProperty("khaosbridge.data");
    Path path = Path.of(given == null ? "../../shared/data/online-retail/" + NAME : given);
    Path file = Files.isDirectory(path) ? path.resolve(NAME) : path;
    assumeTrue(
        Files.isReadable(file),
        () ->
            "Skipped: the real transactions are not at "
                + file.toAbsolutePath().normalize()
                + "; give their path with -Dkhaosbridge.data");
    return file;
  }
}
