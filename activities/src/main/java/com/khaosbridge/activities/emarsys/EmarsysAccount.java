package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.destination.Requirement;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Asks the account for its fields, choices and events, and keeps a good answer. Thread-safe. */
final class EmarsysAccount {
  private final EmarsysApi api;
  private final EmarsysSettings.Names names;
  private final LaneLocks asking = new LaneLocks();
  private volatile @Nullable AccountIds ids;

  /** What asking came to. */
  sealed interface Result {
    record Found(AccountIds ids) implements Result {}

    /** The account was read, and lacks something: each with what to do about it. */
    record Missing(List<String> problems) implements Result {}

    record Stopped(Verdict verdict) implements Result {}
  }

  EmarsysAccount(EmarsysApi api, EmarsysSettings.Names names) {
    this.api = api;
    this.names = names;
  }

  /** What is known, asking only if nothing is. */
  Result known(Lane lane) {
    AccountIds known = ids;
    if (known != null) {
      return new Result.Found(known);
    }
    ReentrantLock lock = asking.of(lane);
    lock.lock();
    try {
      AccountIds meanwhile = ids;
      return meanwhile != null ? new Result.Found(meanwhile) : ask(lane);
    } finally {
      lock.unlock();
    }
  }

  /** Asks the account anew. */
  Result ask(Lane lane) {
    Result result = read(lane);
    if (result instanceof Result.Found found) {
      ids = found.ids();
    } else if (result instanceof Result.Missing) {
      ids = null;
    }
    return result;
  }

  /** Makes the next delivery ask anew, after Emarsys refused an id that came from here. */
  void forget() {
    ids = null;
  }

  private Result read(Lane lane) {
    AccountLists.Reading reading = AccountLists.read(api, lane);
    if (reading instanceof AccountLists.Reading.Stopped stopped) {
      return new Result.Stopped(stopped.verdict());
    }
    if (reading instanceof AccountLists.Reading.Refused refused) {
      return new Result.Missing(refused.problems());
    }
    AccountNeeds needs = new AccountNeeds(names, ((AccountLists.Reading.Whole) reading).lists());
    List<String> problems =
        needs.requirements().stream()
            .filter(Requirement::lacking)
            .map(Requirement::problem)
            .toList();
    return problems.isEmpty() ? new Result.Found(needs.ids()) : new Result.Missing(problems);
  }
}
