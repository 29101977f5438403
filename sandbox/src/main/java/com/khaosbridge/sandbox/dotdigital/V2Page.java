package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The older API's paging: the answer is an array, and who reads it asks until it is empty.
 *
 * @param select rows on the page, 1 to 1000
 * @param skip rows before it, 0 or more
 */
record V2Page(int select, int skip) {
  private static final int MOST = 1000;

  static V2Page of(Request request) {
    Map<String, String> query = request.query();
    String select = query.getOrDefault("select", Integer.toString(MOST));
    String skip = query.getOrDefault("skip", "0");
    if (!select.matches("[0-9]{1,4}") || !skip.matches("[0-9]{1,9}")) {
      throw invalid();
    }
    V2Page page = new V2Page(Integer.parseInt(select), Integer.parseInt(skip));
    if (page.select() < 1 || page.select() > MOST) {
      throw invalid();
    }
    return page;
  }

  /** The page of these rows. */
  Response answer(List<JsonNode> rows) {
    ArrayNode page = JsonText.MAPPER.createArrayNode();
    rows.stream().skip(skip).limit(select).forEach(page::add);
    return Answers.json(200, page);
  }

  private static ApiError invalid() {
    return ApiError.v2(
        400, "select is from 1 to 1000, skip is 0 or more.", "ERROR_PARAMETER_INVALID");
  }
}
