package com.khaosbridge.workflows;

import io.temporal.common.SearchAttributeKey;
import java.util.List;

/**
 * Search attributes by which people find workflows. They are not encrypted: no personal data ever.
 */
public final class BridgeSearchAttributes {
  /** {@code RUNNING}, {@code AWAITING_DECISION} or {@code ENDED}. */
  public static final SearchAttributeKey<String> STATE =
      SearchAttributeKey.forKeyword("BridgeState");

  public static final SearchAttributeKey<String> CASE_TYPE =
      SearchAttributeKey.forKeyword("CaseType");
  public static final SearchAttributeKey<String> CASE_OWNER =
      SearchAttributeKey.forKeyword("CaseOwner");
  public static final SearchAttributeKey<List<String>> DESTINATION =
      SearchAttributeKey.forKeywordList("Destination");
  public static final SearchAttributeKey<String> SOURCE = SearchAttributeKey.forKeyword("Source");

  private BridgeSearchAttributes() {}
}
