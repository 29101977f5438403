package com.khaosbridge.activities.settings;

import com.khaosbridge.activities.credits.CreditSource;
import com.khaosbridge.activities.credits.DroppedCredits;
import com.khaosbridge.activities.credits.FileDrop;
import com.khaosbridge.activities.credits.LateCopy;
import com.khaosbridge.activities.credits.NamedQueries;
import com.khaosbridge.activities.credits.ReportingCopySettings;
import com.khaosbridge.activities.khaos.records.ErpTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where credit notes are read: at one place or at both.
 *
 * @param lookBack how far each look at the reporting copy goes back before the last one, in
 *     business time, since a copy may lag behind the ERP; default an hour
 */
public record CreditSettings(
    @Nullable Copy reportingCopy, @Nullable Drop fileDrop, @Nullable Duration lookBack) {
  private static final Duration DEFAULT_LOOK_BACK = Duration.ofHours(1);
  private static final int DEFAULT_QUERY_SECONDS = 30;
  private static final int DEFAULT_FETCH_SIZE = 500;

  public CreditSettings {
    if (reportingCopy == null && fileDrop == null) {
      throw new IllegalArgumentException(
          "khaos-bridge.credits: give reporting-copy, file-drop, or both");
    }
  }

  /**
   * A reporting copy.
   *
   * @param user one who may do nothing but select; may be in the URL instead
   * @param queries the site's file of named queries
   * @param querySeconds how long a query may take, default 30
   * @param fetchSize rows asked for at a time, default 500
   */
  public record Copy(
      String url,
      @Nullable String user,
      @Nullable String password,
      Path queries,
      @Nullable Integer querySeconds,
      @Nullable Integer fetchSize) {
    public Copy {
      BridgeSettings.require("credits.reporting-copy.url", url);
      BridgeSettings.require("credits.reporting-copy.queries", queries);
    }

    @Override
    public String toString() {
      return "Copy[" + queries + "]";
    }
  }

  /**
   * A directory of exports.
   *
   * @param settleTime for how long nothing may have been written to a file before it is read,
   *     default 2 s
   */
  public record Drop(Path directory, @Nullable Duration settleTime) {
    public Drop {
      BridgeSettings.require("credits.file-drop.directory", directory);
      if (!Files.isDirectory(directory)) {
        throw new IllegalArgumentException(
            "khaos-bridge.credits.file-drop.directory: " + directory + " is no directory; make it");
      }
    }
  }

  /** How far a look goes back before the last one. */
  public Duration overlap() {
    return lookBack == null ? DEFAULT_LOOK_BACK : lookBack;
  }

  /** Opens the sources. */
  public List<CreditSource> open(ErpTime time) {
    List<CreditSource> sources = new ArrayList<>();
    if (reportingCopy != null) {
      sources.add(
          LateCopy.open(
              new ReportingCopySettings(
                  reportingCopy.url(),
                  reportingCopy.user() == null ? "" : reportingCopy.user(),
                  reportingCopy.password() == null ? "" : reportingCopy.password(),
                  reportingCopy.querySeconds() == null
                      ? DEFAULT_QUERY_SECONDS
                      : reportingCopy.querySeconds(),
                  reportingCopy.fetchSize() == null
                      ? DEFAULT_FETCH_SIZE
                      : reportingCopy.fetchSize()),
              NamedQueries.of(reportingCopy.queries()),
              time));
    }
    if (fileDrop != null) {
      FileDrop drop =
          fileDrop.settleTime() == null
              ? new FileDrop(fileDrop.directory(), time)
              : new FileDrop(fileDrop.directory(), fileDrop.settleTime(), time);
      sources.add(new DroppedCredits(drop));
    }
    return List.copyOf(sources);
  }
}
