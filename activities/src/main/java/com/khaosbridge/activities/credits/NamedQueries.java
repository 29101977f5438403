package com.khaosbridge.activities.credits;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of SQL queries, each below a line {@code -- name: the-name}. Each is one statement that
 * says {@code :changedSince} where the local time belongs from which on changes are asked for, or
 * {@code :orderCodes} between parentheses if it is asked about orders.
 */
public final class NamedQueries {
  private static final Pattern NAME = Pattern.compile("\\s*--\\s*name:\\s*(\\S+)\\s*");

  private final Map<String, NamedQuery> queries;

  private NamedQueries(Map<String, NamedQuery> queries) {
    this.queries = Map.copyOf(queries);
  }

  /**
   * @throws IllegalArgumentException if the file can't be read or isn't such a file
   */
  public static NamedQueries of(Path file) {
    try {
      return parse(Files.readString(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "file of queries: can't be read ("
              + e.getClass().getSimpleName()
              + "). Check its path and that it is UTF-8 text.",
          e);
    }
  }

  /** The queries that fit the sandbox's reporting copy, to start a site's own from. */
  public static NamedQueries standard() {
    try (InputStream resource = NamedQueries.class.getResourceAsStream("khaos_copy.sql")) {
      if (resource == null) {
        throw new IllegalStateException("khaos_copy.sql isn't packaged");
      }
      return parse(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws IllegalArgumentException if two queries bear one name, or one isn't a single statement
   *     with its parameter
   */
  public static NamedQueries parse(String text) {
    Map<String, StringBuilder> bodies = new HashMap<>();
    StringBuilder body = new StringBuilder();
    for (String line : (Iterable<String>) text.lines()::iterator) {
      Matcher name = NAME.matcher(line);
      if (!name.matches()) {
        body.append(line).append('\n');
        continue;
      }
      body = new StringBuilder();
      if (bodies.put(name.group(1), body) != null) {
        throw new IllegalArgumentException(
            "query " + name.group(1) + ": comes twice in the file of queries. Remove one.");
      }
    }
    Map<String, NamedQuery> queries = new HashMap<>();
    bodies.forEach((name, sql) -> queries.put(name, NamedQuery.parse(name, sql.toString())));
    return new NamedQueries(queries);
  }

  boolean has(String name) {
    return queries.containsKey(name);
  }

  NamedQuery query(String name) {
    NamedQuery query = queries.get(name);
    if (query == null) {
      throw new IllegalArgumentException(
          "query "
              + name
              + ": missing. Add it to the file of queries below a line '-- name: "
              + name
              + "'.");
    }
    return query;
  }
}
