package com.khaosbridge.activities.credits;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A source that may know which customers were merged in the ERP. */
public interface MergeAudit {

  /**
   * A merge.
   *
   * @param from the {@code COMPANY_ID} that is no more
   * @param into the one that it went into
   */
  record Merged(String mergeId, String from, String into) {}

  /**
   * The merges that changed at or after an instant, in their order.
   *
   * @param changedSince null for all
   * @param problems takes those that can't be used
   * @return nothing if the site has no such query
   * @throws ReportingCopyException if the source fails
   */
  List<Merged> merges(@Nullable Instant changedSince, Consumer<UnreadableCredit> problems);
}
