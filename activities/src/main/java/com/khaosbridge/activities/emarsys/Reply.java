package com.khaosbridge.activities.emarsys;

import com.khaosbridge.workflows.delivery.Verdict;
import tools.jackson.databind.JsonNode;

/** What a call to the Core API came to. */
sealed interface Reply {

  /**
   * The call as a whole was taken; rows may still have failed inside.
   *
   * @param data of whatever JSON type: Emarsys answers objects, arrays, empty texts and numbers
   */
  record Data(JsonNode data) implements Reply {}

  /** Emarsys refused the call as a whole, and nothing of it was done. */
  record Refused(CoreCall call, int status, Refusal refusal) implements Reply {}

  /** The call did not go out, or failed for a reason that has nothing to do with its rows. */
  record Stop(Verdict verdict) implements Reply {}
}
