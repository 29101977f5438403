package com.khaosbridge.sandbox.emarsys;

import com.khaosbridge.sandbox.store.StateStore;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All sales rows ever accepted, by upload. Rows are kept in chunks, so that few are in memory. */
final class SalesLog {
  private static final int CHUNK_ROWS = 250;

  private final MVMap<String, String> uploads;
  private final MVMap<String, String> chunks;

  SalesLog(StateStore store) {
    this.uploads = store.map("emarsys.salesUpload");
    this.chunks = store.map("emarsys.salesRows");
  }

  /** The columns of the account, which its first upload settled, or null before that. */
  @Nullable List<String> agreedColumns() {
    String first = uploads.firstKey();
    String upload = first == null ? null : uploads.get(first);
    if (upload == null) {
      return null;
    }
    return Json.parse(upload).path("columns").valueStream().map(JsonNode::stringValue).toList();
  }

  /** Appends a file, whether or not the same was there before. */
  synchronized void append(SalesFile file, String sha256, Instant at) {
    long number = uploads.sizeAsLong() + 1;
    int rows = file.rows().size();
    for (int from = 0, chunk = 0; from < rows; from += CHUNK_ROWS, chunk++) {
      ArrayNode values = Json.array();
      for (List<String> row : file.rows().subList(from, Math.min(from + CHUNK_ROWS, rows))) {
        ArrayNode one = values.addArray();
        row.forEach(one::add);
      }
      chunks.put(chunkKey(number, chunk), Json.write(values));
    }
    ObjectNode upload = Json.object().put("upload", number).put("at", at.toString());
    upload.put("rows", rows).put("sha256", sha256);
    ArrayNode columns = upload.putArray("columns");
    file.columns().forEach(columns::add);
    uploads.put(uploadKey(number), Json.write(upload));
  }

  void writeState(Writer out) throws IOException {
    for (Map.Entry<String, String> entry : uploads.entrySet()) {
      ObjectNode upload = (ObjectNode) Json.parse(entry.getValue());
      ObjectNode line = Json.object().put("type", "upload");
      line.setAll(upload);
      out.write(Json.write(line));
      out.write('\n');
      writeRows(out, upload);
    }
  }

  private void writeRows(Writer out, ObjectNode upload) throws IOException {
    long number = upload.path("upload").longValue();
    int row = 0;
    for (int chunk = 0; row < upload.path("rows").intValue(); chunk++) {
      String stored = chunks.get(chunkKey(number, chunk));
      if (stored == null) {
        throw new IllegalStateException("sales upload " + number + " has lost chunk " + chunk);
      }
      for (JsonNode values : Json.parse(stored)) {
        row++;
        ObjectNode line = Json.object().put("type", "salesRow");
        line.put("upload", number).put("row", row);
        for (int column = 0; column < values.size(); column++) {
          line.set(upload.path("columns").path(column).stringValue(), values.path(column));
        }
        out.write(Json.write(line));
        out.write('\n');
      }
    }
  }

  private static String uploadKey(long number) {
    return String.format(Locale.ROOT, "%09d", number);
  }

  private static String chunkKey(long upload, int chunk) {
    return String.format(Locale.ROOT, "%09d/%06d", upload, chunk);
  }
}
