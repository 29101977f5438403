package com.khaosbridge.workflows;

import io.temporal.common.SearchAttributeKey;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * Search attributes by which people find workflows. They are not encrypted: no personal data ever.
 */
public final class BridgeSearchAttributes {
  /** The name of a {@link BridgeState}. */
  public static final SearchAttributeKey<String> STATE =
      SearchAttributeKey.forKeyword("BridgeState");

  /** The stage of an order. */
  public static final SearchAttributeKey<String> ORDER_STAGE =
      SearchAttributeKey.forKeyword("OrderStage");

  /** The step of a merge that is the furthest behind. */
  public static final SearchAttributeKey<String> MERGE_STEP =
      SearchAttributeKey.forKeyword("MergeStep");

  /** The cases under which something is held here. */
  public static final SearchAttributeKey<List<String>> CASE_ID =
      SearchAttributeKey.forKeywordList("CaseId");

  public static final SearchAttributeKey<String> CASE_TYPE =
      SearchAttributeKey.forKeyword("CaseType");
  public static final SearchAttributeKey<String> CASE_OWNER =
      SearchAttributeKey.forKeyword("CaseOwner");

  /** When the first of them is due. */
  public static final SearchAttributeKey<OffsetDateTime> CASE_DUE =
      SearchAttributeKey.forOffsetDateTime("CaseDue");

  /** How many deliveries are held here. */
  public static final SearchAttributeKey<Long> CASE_ROWS = SearchAttributeKey.forLong("CaseRows");

  /** The destinations at which something is held here. */
  public static final SearchAttributeKey<List<String>> DESTINATION =
      SearchAttributeKey.forKeywordList("Destination");

  public static final SearchAttributeKey<String> SOURCE = SearchAttributeKey.forKeyword("Source");

  /** All of them, as they must be made known to a server. */
  public static final List<SearchAttributeKey<?>> ALL =
      List.of(
          STATE,
          ORDER_STAGE,
          MERGE_STEP,
          CASE_ID,
          CASE_TYPE,
          CASE_OWNER,
          CASE_DUE,
          CASE_ROWS,
          DESTINATION,
          SOURCE);

  private BridgeSearchAttributes() {}
}
