package com.khaosbridge.activities.money;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rates by day, from a file that finance keeps: {@code date,currency,rate}, e.g. {@code
 * 2026-11-01,EUR,0.8731}. A rate holds from its date until the next one of its currency, but no
 * longer than the site says. The file is read again when it changed; one that can't be read leaves
 * the rates as they were.
 */
public final class RateFile implements Rates {
  private static final List<String> COLUMNS = List.of("date", "currency", "rate");
  private static final CSVFormat CSV =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreSurroundingSpaces(true)
          .get();
  private static final Logger LOG = LoggerFactory.getLogger(RateFile.class);

  private final Path file;
  private final Period holds;
  private FileTime changed;
  private long version;
  private Map<String, NavigableMap<LocalDate, BigDecimal>> rates;

  /**
   * @param holds how long a rate holds if there is no newer one
   * @throws IllegalArgumentException if the file is not there or has a row that can't be read
   */
  public RateFile(Path file, Period holds) {
    this.file = file;
    this.holds = holds;
    try {
      this.changed = Files.getLastModifiedTime(file);
      this.rates = read(file);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the rate file " + file + " can't be read; it must have the columns " + COLUMNS, e);
    }
  }

  @Override
  public synchronized Optional<BigDecimal> at(String currency, LocalDate day) {
    NavigableMap<LocalDate, BigDecimal> ofCurrency = rates.get(currency);
    Map.Entry<LocalDate, BigDecimal> last = ofCurrency == null ? null : ofCurrency.floorEntry(day);
    return last == null || last.getKey().plus(holds).isBefore(day)
        ? Optional.empty()
        : Optional.of(last.getValue());
  }

  @Override
  public synchronized long version() {
    try {
      FileTime now = Files.getLastModifiedTime(file);
      if (!now.equals(changed)) {
        changed = now;
        rates = read(file);
        version++;
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("the rates stay as they were: {}", e.getMessage());
    }
    return version;
  }

  private static Map<String, NavigableMap<LocalDate, BigDecimal>> read(Path file)
      throws IOException {
    Map<String, NavigableMap<LocalDate, BigDecimal>> rates = new HashMap<>();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser rows = CSV.parse(reader)) {
      if (!rows.getHeaderNames().containsAll(COLUMNS)) {
        throw new IllegalArgumentException(
            file + " has the columns " + rows.getHeaderNames() + ", not " + COLUMNS);
      }
      for (CSVRecord row : rows) {
        add(row, file, rates);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return rates;
  }

  private static void add(
      CSVRecord row, Path file, Map<String, NavigableMap<LocalDate, BigDecimal>> rates) {
    try {
      String currency = Currency.getInstance(row.get("currency")).getCurrencyCode();
      BigDecimal rate = new BigDecimal(row.get("rate"));
      if (rate.signum() <= 0) {
        throw new IllegalArgumentException("the rate is not above 0");
      }
      rates
          .computeIfAbsent(currency, none -> new TreeMap<>())
          .put(LocalDate.parse(row.get("date")), rate);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalArgumentException(
          file
              + ", row "
              + row.getRecordNumber()
              + ": must be a day like 2026-11-01, an ISO 4217 currency, and a rate above 0 like"
              + " 0.8731",
          e);
    }
  }
}
