package com.khaosbridge.activities.settings;

import com.khaosbridge.activities.credits.CreditSource;
import com.khaosbridge.activities.credits.DroppedCredits;
import com.khaosbridge.activities.credits.FileDrop;
import com.khaosbridge.activities.credits.LateCopy;
import com.khaosbridge.activities.credits.NamedQueries;
import com.khaosbridge.activities.credits.RepeatableCredits;
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

    private LateCopy open(ErpTime time) {
      ReportingCopySettings settings =
          new ReportingCopySettings(
              url,
              user == null ? "" : user,
              password == null ? "" : password,
              querySeconds == null ? ReportingCopySettings.DEFAULT_QUERY_SECONDS : querySeconds,
              fetchSize == null ? ReportingCopySettings.DEFAULT_FETCH_SIZE : fetchSize);
      return LateCopy.open(settings, NamedQueries.of(queries), time);
    }

    /** Without the URL, the user and the password: each may hold a secret. */
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
    }

    private FileDrop open(ErpTime time) {
      if (!Files.isDirectory(directory)) {
        throw new IllegalArgumentException(
            "khaos-bridge.credits.file-drop.directory: " + directory + " is no directory; make it");
      }
      return settleTime == null
          ? new FileDrop(directory, time)
          : new FileDrop(directory, settleTime, time);
    }
  }

  /** How far a look goes back before the last one, also where nothing is configured. */
  public static Duration overlapOf(@Nullable CreditSettings settings) {
    return settings == null || settings.lookBack == null ? DEFAULT_LOOK_BACK : settings.lookBack;
  }

  /**
   * Opens the sources.
   *
   * @throws IllegalArgumentException if one can't be used as configured
   */
  public List<CreditSource> open(ErpTime time) {
    List<CreditSource> sources = new ArrayList<>();
    if (reportingCopy != null) {
      sources.add(reportingCopy.open(time));
    }
    if (fileDrop != null) {
      sources.add(new DroppedCredits(fileDrop.open(time)));
    }
    return List.copyOf(sources);
  }

  /**
   * Opens the sources that may be read again: reading a file drop uses its files up.
   *
   * @throws IllegalArgumentException if one can't be used as configured
   */
  public List<RepeatableCredits> openToCompare(ErpTime time) {
    return reportingCopy == null ? List.of() : List.of(reportingCopy.open(time));
  }
}
