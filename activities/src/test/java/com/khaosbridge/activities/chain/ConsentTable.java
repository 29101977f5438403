package com.khaosbridge.activities.chain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is to become of consent, as {@code consent-table.csv} tells it. */
final class ConsentTable {
  private static final List<String> NOT_TESTED = List.of("impossible", "left out");
  private static final String FILE = "consent-table.csv";

  private ConsentTable() {}

  /** What happens. */
  enum Cause {
    CREATE,
    ADOPT,
    BACKFILL,
    REBUILT,
    PROFILE,
    EMAIL_CHANGE("e-mail change"),
    CONSENT,
    EMAIL_REMOVED("e-mail removed"),
    MERGE,
    MARKETING;

    private final @Nullable String words;

    Cause() {
      this(null);
    }

    Cause(@Nullable String words) {
      this.words = words;
    }

    String words() {
      return words == null ? name().toLowerCase(Locale.ROOT) : words;
    }

    /** Whether the contact is there before us, or not at all. */
    boolean isFirstLook() {
      return this == CREATE || this == ADOPT || this == BACKFILL;
    }
  }

  /** What the ERP says. */
  enum Erp {
    IN("in", "{\"emailSubscribe\":\"-1\",\"mailingStatus\":1,\"mailingFlag\":1,\"hold\":false}"),
    OUT("no", "{\"emailSubscribe\":\"0\"}"),
    FORBIDDING_FLAG("no", "{\"mailingStatus\":6}"),
    MISSING("unknown", "{\"emailSubscribe\":null}"),
    MALFORMED("unknown", "{\"emailSubscribe\":\"perhaps\"}"),
    UNCONFIGURED_FLAG("unknown", "{\"mailingFlag\":9}"),
    HOLD("hold", "{\"hold\":true}");

    private final String group;

    /** What makes it of a customer who is in. */
    final String change;

    Erp(String group, String change) {
      this.group = group;
      this.change = change;
    }
  }

  /** What the destination says before. */
  enum There {
    ABSENT,
    OUT_DELETED,
    NO_VALUE,
    IN,
    OUT_SEEN,
    OUT_NOT_SEEN,
    COMPLAINT,
    SUPPRESSED,
    AWAITING;

    String words() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    boolean isThere() {
      return this != ABSENT && this != OUT_DELETED;
    }
  }

  record Combination(Cause cause, Erp erp, There before, String destination) {
    @Override
    public String toString() {
      return String.join(
          ", ", cause.words(), erp.name().toLowerCase(Locale.ROOT), before.words(), destination);
    }
  }

  /**
   * What comes of it.
   *
   * @param call what is written of consent
   * @param after what the destination says then
   * @param delivery where the delivery stands
   */
  record Outcome(String call, String after, String delivery) {
    boolean isTested() {
      return !NOT_TESTED.contains(call);
    }
  }

  /** All combinations; each is in exactly one line. */
  static Map<Combination, Outcome> read() {
    Map<Combination, Outcome> table = new LinkedHashMap<>();
    for (String line : lines()) {
      String[] cells = line.split(";", -1);
      if (cells.length != 8) {
        throw new IllegalStateException("not 8 cells: " + line);
      }
      Outcome expected = new Outcome(cells[4], cells[5], cells[6]);
      for (Combination combination : combinations(cells)) {
        if (table.put(combination, expected) != null) {
          throw new IllegalStateException("twice in the table: " + combination);
        }
      }
    }
    for (Combination each : all()) {
      if (!table.containsKey(each)) {
        throw new IllegalStateException("not in the table: " + each);
      }
    }
    return table;
  }

  private static List<Combination> all() {
    return combinations(
        List.of(Cause.values()),
        List.of(Erp.values()),
        List.of(There.values()),
        List.of(Chain.EMARSYS, Chain.DOTDIGITAL));
  }

  private static List<Combination> combinations(String[] cells) {
    return combinations(
        chosen(cells[0], Cause.values(), Cause::words),
        chosen(cells[1], Erp.values(), erp -> erp.group),
        chosen(cells[2], There.values(), There::words),
        cells[3].equals("both")
            ? List.of(Chain.EMARSYS, Chain.DOTDIGITAL)
            : List.of(cells[3].strip()));
  }

  private static List<Combination> combinations(
      List<Cause> causes, List<Erp> erps, List<There> befores, List<String> destinations) {
    List<Combination> combinations = new ArrayList<>();
    for (Cause cause : causes) {
      for (Erp erp : erps) {
        for (There before : befores) {
          destinations.forEach(
              destination -> combinations.add(new Combination(cause, erp, before, destination)));
        }
      }
    }
    return combinations;
  }

  private static <T> List<T> chosen(String cell, T[] all, Function<T, String> words) {
    List<T> chosen = new ArrayList<>();
    for (String word : cell.split(", ")) {
      List<T> named =
          Arrays.stream(all)
              .filter(each -> word.equals("any") || words.apply(each).equals(word))
              .toList();
      if (named.isEmpty()) {
        throw new IllegalStateException("nothing is called " + word);
      }
      chosen.addAll(named);
    }
    return chosen;
  }

  private static List<String> lines() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(ConsentTable.class.getResourceAsStream(FILE)),
                StandardCharsets.UTF_8))) {
      Stream<String> lines = reader.lines().filter(l -> !l.isBlank() && !l.startsWith("#"));
      return lines.skip(1).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
