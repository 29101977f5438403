package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.store.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asynchronous jobs. A job's rows wait on disk; they take effect when its time has passed, not when
 * it is accepted, so whoever counts on the effect before the job says finished is wrong here, too.
 */
final class Jobs {
  private final MVMap<String, String> jobs;
  private final MVMap<String, String> pending;
  private final MVMap<String, String> rows;
  private final MVMap<String, String> results;
  private final Map<String, Work> workByKind = new HashMap<>();
  private final Supplier<Instant> realTime;
  private final Duration duration;

  /** What a kind of job does with its rows. */
  interface Work {
    /**
     * Runs the job, once.
     *
     * @param job the job as submitted
     * @param results where the rows' results go
     * @param at when it takes effect
     * @return what is kept with the job
     */
    ObjectNode run(Job job, Results results, Instant at);
  }

  /** Takes results by section, in order. */
  final class Results {
    private final String jobId;
    private int next;

    private Results(String jobId) {
      this.jobId = jobId;
    }

    void add(String section, String json) {
      results.put(jobId + "/" + section + "/" + ordinal(next++), json);
    }
  }

  /**
   * A job.
   *
   * @param id a GUID
   * @param kind which work it is
   * @param due when it takes effect, in real time
   * @param done whether it has
   * @param details its parameters, later its outcome
   */
  record Job(String id, String kind, Instant due, boolean done, ObjectNode details) {
    private String stored() {
      ObjectNode document = JsonText.object();
      document.put("id", id).put("kind", kind).put("due", ApiTime.write(due)).put("done", done);
      document.set("details", details);
      return JsonText.write(document);
    }

    private static Job read(String stored) {
      ObjectNode document = JsonText.object(stored);
      return new Job(
          document.path("id").asString(),
          document.path("kind").asString(),
          Instant.parse(document.path("due").asString()),
          document.path("done").asBoolean(),
          (ObjectNode) document.path("details"));
    }
  }

  Jobs(StateStore store, Supplier<Instant> realTime, Duration duration) {
    this.jobs = store.map("dotdigital.jobs");
    this.pending = store.map("dotdigital.jobs.pending");
    this.rows = store.map("dotdigital.jobs.rows");
    this.results = store.map("dotdigital.jobs.results");
    this.realTime = realTime;
    this.duration = duration;
  }

  void register(String kind, Work work) {
    workByKind.put(kind, work);
  }

  /** How many jobs of this kind have not taken effect yet. */
  int active(String kind) {
    return (int) pending.values().stream().filter(kind::equals).count();
  }

  /** A job that gets its rows before it is submitted or dropped. */
  final class Intake {
    private final String id = UUID.randomUUID().toString();
    private int count;

    void add(String row) {
      rows.put(id + "/" + ordinal(count++), row);
    }

    int count() {
      return count;
    }

    void drop() {
      PrefixScan.removeAll(rows, id + "/");
    }

    String submit(String kind, ObjectNode details) {
      Job job = new Job(id, kind, realTime.get().plus(duration), false, details);
      jobs.put(id, job.stored());
      pending.put(ApiTime.write(job.due()) + "/" + id, kind);
      return id;
    }
  }

  Intake intake() {
    return new Intake();
  }

  /** Lets every job whose time has passed take effect. */
  void settle() {
    String now = ApiTime.write(realTime.get());
    String first = pending.firstKey();
    while (first != null && first.substring(0, now.length()).compareTo(now) <= 0) {
      Job job = Job.read(Objects.requireNonNull(jobs.get(first.substring(now.length() + 1))));
      Work work = Objects.requireNonNull(workByKind.get(job.kind()));
      ObjectNode outcome = work.run(job, new Results(job.id()), job.due());
      jobs.put(job.id(), new Job(job.id(), job.kind(), job.due(), true, outcome).stored());
      PrefixScan.removeAll(rows, job.id() + "/");
      pending.remove(first);
      first = pending.firstKey();
    }
  }

  @Nullable Job find(String kind, String id) {
    String stored = jobs.get(id);
    Job job = stored == null ? null : Job.read(stored);
    return job == null || !job.kind().equals(kind) ? null : job;
  }

  void forEachRow(Job job, Consumer<String> action) {
    PrefixScan.forEach(rows, job.id() + "/", (key, row) -> action.accept(row));
  }

  /** One section's results as a JSON array. */
  void writeResults(Job job, String section, StringBuilder out) {
    out.append('[');
    int start = out.length();
    PrefixScan.forEach(
        results,
        job.id() + "/" + section + "/",
        (key, json) -> out.append(out.length() == start ? "" : ",").append(json));
    out.append(']');
  }

  private static String ordinal(int number) {
    return String.format(Locale.ROOT, "%09d", number);
  }
}
