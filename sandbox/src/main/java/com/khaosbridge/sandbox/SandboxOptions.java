package com.khaosbridge.sandbox;

import com.khaosbridge.sandbox.credits.CreditSources;
import com.khaosbridge.sandbox.khaos.KhaosDelay;
import com.khaosbridge.sandbox.retail.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to run a sandbox. Begin with {@link #standard()} and change what differs.
 *
 * @param host the address to listen on
 * @param port 0 for a free one
 * @param publicUrl where clients reach the sandbox, null for the address it listens on
 * @param data a transactions file, plain or gzip; null for the small shop
 * @param seed of everything invented
 * @param scenario who the customers are: {@code default}, {@code retailer} or {@code identity}
 * @param state directory that keeps the state over restarts; null for none
 * @param journal directory for the journals; null for no journal
 * @param liveDays how many of the file's last calendar days are live, 0 or more
 * @param factor business seconds in a real second from the start on; 0: the clock stands
 * @param khaosDelay how long the ERP takes to answer
 * @param limits the destinations' limits
 * @param creditSources where the ERP's credit notes can be read
 */
public record SandboxOptions(
    String host,
    int port,
    @Nullable String publicUrl,
    @Nullable Path data,
    long seed,
    String scenario,
    @Nullable Path state,
    @Nullable Path journal,
    int liveDays,
    double factor,
    KhaosDelay khaosDelay,
    Limits limits,
    CreditSources creditSources) {
  /**
   * Limits of the destinations, in calls a minute.
   *
   * @param dotdigitalImport how long an import job takes
   */
  public record Limits(
      int emarsys,
      int dotdigitalLow,
      int dotdigitalMedium,
      int dotdigitalHigh,
      Duration dotdigitalImport) {

    /** 1,000 for Emarsys; 35, 500 and 2,000 for Dotdigital, whose jobs take a second. */
    public static Limits standard() {
      return new Limits(1000, 35, 500, 2000, Duration.ofSeconds(1));
    }
  }

  /** Checks the ranges. */
  public SandboxOptions {
    Scenario.require(scenario);
    if (liveDays < 0) {
      throw new IllegalArgumentException("live days must be 0 or more, was " + liveDays);
    }
    if (!(factor >= 0) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException("factor must be 0 or more, was " + factor);
    }
  }

  /** The small shop on a free port, seed 1, two live days, a standing clock, nothing kept. */
  public static SandboxOptions standard() {
    return new SandboxOptions(
        "127.0.0.1",
        0,
        null,
        null,
        1,
        Scenario.DEFAULT,
        null,
        null,
        2,
        0,
        KhaosDelay.standard(),
        Limits.standard(),
        CreditSources.none());
  }

  public SandboxOptions onHost(String newHost) {
    return copy(newHost, port, publicUrl, data, seed, state, journal, liveDays, factor);
  }

  public SandboxOptions onPort(int newPort) {
    return copy(host, newPort, publicUrl, data, seed, state, journal, liveDays, factor);
  }

  public SandboxOptions reachedAt(@Nullable String newUrl) {
    return copy(host, port, newUrl, data, seed, state, journal, liveDays, factor);
  }

  public SandboxOptions withData(@Nullable Path newData) {
    return copy(host, port, publicUrl, newData, seed, state, journal, liveDays, factor);
  }

  public SandboxOptions withSeed(long newSeed) {
    return copy(host, port, publicUrl, data, newSeed, state, journal, liveDays, factor);
  }

  /**
   * With another scenario.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public SandboxOptions withScenario(String newScenario) {
    return new SandboxOptions(
        host,
        port,
        publicUrl,
        data,
        seed,
        newScenario,
        state,
        journal,
        liveDays,
        factor,
        khaosDelay,
        limits,
        creditSources);
  }

  public SandboxOptions withState(@Nullable Path newState) {
    return copy(host, port, publicUrl, data, seed, newState, journal, liveDays, factor);
  }

  public SandboxOptions withJournal(@Nullable Path newJournal) {
    return copy(host, port, publicUrl, data, seed, state, newJournal, liveDays, factor);
  }

  public SandboxOptions withLiveDays(int newLiveDays) {
    return copy(host, port, publicUrl, data, seed, state, journal, newLiveDays, factor);
  }

  public SandboxOptions withFactor(double newFactor) {
    return copy(host, port, publicUrl, data, seed, state, journal, liveDays, newFactor);
  }

  public SandboxOptions withKhaosDelay(KhaosDelay newDelay) {
    return new SandboxOptions(
        host,
        port,
        publicUrl,
        data,
        seed,
        scenario,
        state,
        journal,
        liveDays,
        factor,
        Objects.requireNonNull(newDelay),
        limits,
        creditSources);
  }

  public SandboxOptions withLimits(Limits newLimits) {
    return new SandboxOptions(
        host,
        port,
        publicUrl,
        data,
        seed,
        scenario,
        state,
        journal,
        liveDays,
        factor,
        khaosDelay,
        Objects.requireNonNull(newLimits),
        creditSources);
  }

  /**
   * With a reporting copy of the ERP's credit notes.
   *
   * @param jdbcUrl of a PostgreSQL database, in which the schema {@code khaos_copy} is made anew;
   *     null for no copy
   * @throws IllegalArgumentException if it is no URL of PostgreSQL
   */
  public SandboxOptions withReportingCopy(@Nullable String jdbcUrl) {
    return withCreditSources(new CreditSources(jdbcUrl, creditSources.fileDrop()));
  }

  /**
   * With a directory into which the ERP writes its credit notes as files; null for none. It is made
   * if it is not there.
   */
  public SandboxOptions withFileDrop(@Nullable Path directory) {
    return withCreditSources(new CreditSources(creditSources.reportingCopy(), directory));
  }

  private SandboxOptions withCreditSources(CreditSources newSources) {
    return new SandboxOptions(
        host,
        port,
        publicUrl,
        data,
        seed,
        scenario,
        state,
        journal,
        liveDays,
        factor,
        khaosDelay,
        limits,
        newSources);
  }

  private SandboxOptions copy(
      String newHost,
      int newPort,
      @Nullable String newUrl,
      @Nullable Path newData,
      long newSeed,
      @Nullable Path newState,
      @Nullable Path newJournal,
      int newLiveDays,
      double newFactor) {
    return new SandboxOptions(
        newHost,
        newPort,
        newUrl,
        newData,
        newSeed,
        scenario,
        newState,
        newJournal,
        newLiveDays,
        newFactor,
        khaosDelay,
        limits,
        creditSources);
  }
}
