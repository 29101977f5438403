package com.khaosbridge.sandbox.http;

import com.khaosbridge.sandbox.store.Json;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A journal in one NDJSON file a system, appended to. {@code seq} counts over all systems, also
 * over restarts on the same directory.
 */
public final class FileJournal implements Journal {
  private static final String SUFFIX = ".ndjson";

  private final Path directory;
  private final Map<String, Writer> writers = new TreeMap<>();
  private long lastSeq;

  /** Opens the directory, or makes it. */
  public FileJournal(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    try (var files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
        lastSeq += mendAndCount(file);
      }
    }
  }

  @Override
  public void write(Entry entry) throws IOException {
    String rest = json(entry);
    synchronized (this) {
      Writer out = writer(entry.system());
      out.write("{\"seq\":" + ++lastSeq + ",");
      out.write(rest, 1, rest.length() - 1);
      out.write('\n');
      out.flush();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    for (Writer writer : writers.values()) {
      writer.close();
    }
    writers.clear();
  }

  private Writer writer(String system) throws IOException {
    try {
      return writers.computeIfAbsent(system, this::open);
    } catch (UncheckedIOException e) {
      throw new IOException("The journal of " + system + " can't be opened.", e);
    }
  }

  private BufferedWriter open(String system) {
    try {
      return Files.newBufferedWriter(
          directory.resolve(system + SUFFIX),
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(Entry entry) {
    StringWriter text = new StringWriter();
    Request request = entry.request();
    Response response = entry.response();
    try (JsonGenerator json = Json.mapper().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringProperty("at", entry.at().toString());
      json.writeStringProperty("system", entry.system());
      json.writeStringProperty("method", request.method());
      json.writeStringProperty("path", request.rawPath());
      json.writeStringProperty("query", Secrets.text(request.rawQuery()));
      json.writeName("requestHeaders");
      headers(json, request.headers());
      json.writeStringProperty("requestBody", Secrets.text(request.text()));
      if (response == null) {
        json.writeNullProperty("status");
        json.writeNullProperty("responseHeaders");
        json.writeNullProperty("responseBody");
      } else {
        json.writeNumberProperty("status", response.status());
        json.writeName("responseHeaders");
        Map<String, List<String>> sent = new TreeMap<>();
        response.headers().forEach((name, value) -> sent.put(name, List.of(value)));
        headers(json, sent);
        json.writeStringProperty(
            "responseBody", Secrets.text(new String(response.body(), StandardCharsets.UTF_8)));
      }
      @Nullable FaultKind fault = entry.fault();
      json.writeStringProperty("fault", fault == null ? null : fault.label());
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void headers(JsonGenerator json, Map<String, List<String>> headers) {
    json.writeStartObject();
    headers.forEach(
        (name, values) ->
            json.writeStringProperty(name, Secrets.header(name, String.join(", ", values))));
    json.writeEndObject();
  }

  /** Ends a last line that a killed process left open, and counts the lines. */
  private static long mendAndCount(Path file) throws IOException {
    long lines = 0;
    int last = '\n';
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      for (int c = in.read(); c >= 0; c = in.read()) {
        lines += c == '\n' ? 1 : 0;
        last = c;
      }
    }
    if (last == '\n') {
      return lines;
    }
    Files.writeString(file, "\n", StandardOpenOption.APPEND);
    return lines + 1;
  }
}
