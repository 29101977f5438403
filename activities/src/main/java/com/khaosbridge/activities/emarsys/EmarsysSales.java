package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.Row;
import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.CallFailedException;
import com.khaosbridge.activities.http.OutboundClient;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends invoices, and what credit notes take back, to the account's sales, by the Sales Data API.
 * What was appended can't be taken back, asked for or repeated, so files go one at a time, each is
 * recorded before it leaves, and nothing is ever sent twice from here.
 */
final class EmarsysSales {
  private static final Logger log = LoggerFactory.getLogger(EmarsysSales.class);
  private static final MediaType CSV = MediaType.get("text/csv");
  private static final Duration SHORT = Duration.ofSeconds(5);

  private final String destination;
  private final EmarsysSettings.SalesAccess access;
  private final EmarsysSettings.Limits limits;
  private final SalesFile file;
  private final SalesFiles kept;
  private final OutboundClient client;
  private final ReentrantLock oneInFlight = new ReentrantLock(true);

  EmarsysSales(
      EmarsysSettings settings,
      EmarsysSettings.SalesAccess access,
      SalesFiles kept,
      OutboundClient client) {
    this.destination = settings.name();
    this.access = access;
    this.limits = settings.limits();
    this.file = new SalesFile(settings.salesShape());
    this.kept = kept;
    this.client = client;
  }

  /** What goes in one call. */
  private record Part(List<Long> deliveryIds, StringBuilder rows) {}

  Map<Long, Verdict> deliver(Lane lane, List<Row.SalesRows> rows) {
    Map<Long, Verdict> verdicts = new HashMap<>();
    for (Part part : parts(rows, verdicts)) {
      Verdict verdict = send(lane, part);
      part.deliveryIds().forEach(id -> verdicts.put(id, verdict));
    }
    return verdicts;
  }

  private List<Part> parts(List<Row.SalesRows> rows, Map<Long, Verdict> verdicts) {
    List<Part> parts = new ArrayList<>();
    int headerBytes = SalesFile.bytes(file.header()).length;
    int lines = 0;
    long bytes = headerBytes;
    Part part = new Part(new ArrayList<>(), new StringBuilder());
    for (Row.SalesRows row : rows) {
      int rowLines = row.lines().size();
      if (rowLines == 0) {
        verdicts.put(row.deliveryId(), new Verdict.Exclude(ExclusionReason.NO_LINES));
        continue;
      }
      if (row.lines().stream().anyMatch(line -> line.item() != null && line.item().isBlank())) {
        verdicts.put(
            row.deliveryId(),
            new Verdict.Reject(
                "item code missing", "order " + row.orderKey() + " has a line without"));
        continue;
      }
      String text = file.rows(row);
      int rowBytes = SalesFile.bytes(text).length;
      if (!part.deliveryIds().isEmpty()
          && (lines + rowLines > limits.salesLines() || bytes + rowBytes > limits.salesBytes())) {
        parts.add(part);
        part = new Part(new ArrayList<>(), new StringBuilder());
        lines = 0;
        bytes = headerBytes;
      }
      part.deliveryIds().add(row.deliveryId());
      part.rows().append(text);
      lines += rowLines;
      bytes += rowBytes;
    }
    if (!part.deliveryIds().isEmpty()) {
      parts.add(part);
    }
    return parts;
  }

  private Verdict send(Lane lane, Part part) {
    byte[] bytes = SalesFile.bytes(file.header() + part.rows());
    String sha256 = Sha256.hex(bytes);
    oneInFlight.lock();
    try {
      if (!recorded(part, bytes, sha256)) {
        return new Verdict.Retry(SHORT, "sales file could not be recorded");
      }
      Answer answer = client.send(request(bytes), lane);
      note(sha256, answer.status());
      return EmarsysVerdicts.ofSales(answer.status(), answer.body());
    } catch (CallFailedException e) {
      return EmarsysVerdicts.ofFailure(e, false);
    } finally {
      oneInFlight.unlock();
    }
  }

  /** The rows of other files keep their verdicts, whatever the ledger does to this one. */
  private boolean recorded(Part part, byte[] bytes, String sha256) {
    try {
      kept.aboutToSend(destination, List.copyOf(part.deliveryIds()), bytes.clone(), sha256);
      return true;
    } catch (RuntimeException e) {
      log.error("sales file {} could not be recorded and is not sent", sha256, e);
      return false;
    }
  }

  private void note(String sha256, int status) {
    try {
      kept.answered(sha256, status);
    } catch (RuntimeException e) {
      log.error("answer {} to sales file {} could not be recorded", status, sha256, e);
    }
  }

  /**
   * A connection of its own for each file: one kept open may be cut by the other side just as the
   * file begins to leave, which would make its outcome unknown for nothing.
   */
  private Request request(byte[] bytes) {
    HttpUrl url =
        HttpUrl.get(access.url())
            .newBuilder()
            .addPathSegments("hapi/merchant")
            .addPathSegment(access.merchantId())
            .addPathSegments("sales-data/api")
            .build();
    return new Request.Builder()
        .url(url)
        .header("Authorization", "bearer " + access.token())
        .header("Accept", "text/plain")
        .header("Connection", "close")
        .post(RequestBody.create(bytes, CSV))
        .build();
  }
}
