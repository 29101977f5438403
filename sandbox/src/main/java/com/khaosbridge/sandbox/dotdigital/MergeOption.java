package com.khaosbridge.sandbox.dotdigital;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How new data meets stored data. The single call and the import spell it differently; that the
 * options mean what they meant in the older API is an assumption.
 */
enum MergeOption {
  OVERWRITE("overwrite", "overwrite"),
  OVERWRITE_IF_NOT_EMPTY("overwrite-if-not-empty", "overwriteIfNotEmpty"),
  OVERWRITE_IF_EMPTY("overwrite-if-empty", "overwriteIfEmpty");

  private final String inQuery;
  private final String inBody;

  MergeOption(String inQuery, String inBody) {
    this.inQuery = inQuery;
    this.inBody = inBody;
  }

  /** Null for no option of that name. */
  static @Nullable MergeOption ofQuery(String text) {
    for (MergeOption option : values()) {
      if (option.inQuery.equals(text)) {
        return option;
      }
    }
    return null;
  }

  /** Null for no option of that name. */
  static @Nullable MergeOption ofBody(String text) {
    for (MergeOption option : values()) {
      if (option.inBody.equals(text)) {
        return option;
      }
    }
    return null;
  }

  boolean writes(@Nullable JsonNode stored, JsonNode incoming) {
    return switch (this) {
      case OVERWRITE -> true;
      case OVERWRITE_IF_NOT_EMPTY -> !isEmpty(incoming);
      case OVERWRITE_IF_EMPTY -> isEmpty(stored);
    };
  }

  private static boolean isEmpty(@Nullable JsonNode node) {
    return node == null || node.isNull() || (node.isString() && node.stringValue().isEmpty());
  }
}
