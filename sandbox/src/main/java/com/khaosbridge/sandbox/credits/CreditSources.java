package com.khaosbridge.sandbox.credits;

import com.khaosbridge.sandbox.store.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which sources of credit notes the site has.
 *
 * @param reportingCopy JDBC URL of the PostgreSQL database that gets the reporting copy, null for
 *     none
 * @param fileDrop directory that gets files with them, null for none
 */
public record CreditSources(@Nullable String reportingCopy, @Nullable Path fileDrop) {
  private static final String POSTGRESQL = "jdbc:postgresql:";

  /** Checks the URL. */
  public CreditSources {
    if (reportingCopy != null && !reportingCopy.startsWith(POSTGRESQL)) {
      throw new IllegalArgumentException(
          "The reporting copy needs a JDBC URL of a PostgreSQL database, which begins with "
              + POSTGRESQL);
    }
  }

  /** No source at all. */
  public static CreditSources none() {
    return new CreditSources(null, null);
  }

  /** Whether there is one at least. */
  public boolean any() {
    return reportingCopy != null || fileDrop != null;
  }

  /**
   * Fills the sources and keeps them up to date from now on.
   *
   * @param store remembers which files were written
   * @return what ends it
   * @throws IOException if a source can't be used
   */
  public CreditPublisher open(CreditNotes credits, CopiedInvoices invoices, StateStore store)
      throws IOException {
    List<CreditSource> sources = new ArrayList<>();
    try {
      if (reportingCopy != null) {
        sources.add(ReportingCopy.create(reportingCopy, credits, invoices));
      }
      if (fileDrop != null) {
        sources.add(FileDrop.open(fileDrop, credits, store));
      }
    } catch (IOException | RuntimeException e) {
      sources.forEach(CreditSource::close);
      throw e;
    }
    return new CreditPublisher(sources);
  }

  /** Without the URL, which may hold a password. */
  @Override
  public String toString() {
    return "CreditSources[reportingCopy=%s, fileDrop=%s]"
        .formatted(reportingCopy == null ? "none" : "given", fileDrop);
  }
}
