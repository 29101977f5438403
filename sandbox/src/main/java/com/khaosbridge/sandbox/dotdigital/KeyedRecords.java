package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records by their key alone, whoever's they are: {@code
 * /v2/contacts/transactional-data/{collection}/{key}}.
 */
final class KeyedRecords implements Endpoint.Area {
  private final InsightCollections collections;
  private final RecordStore records;

  KeyedRecords(InsightCollections collections, RecordStore records) {
    this.collections = collections;
    this.records = records;
  }

  @Override
  public @Nullable Endpoint find(Request request, List<String> segments) {
    return segments.size() == 5
            && segments.get(1).equals("contacts")
            && segments.get(2).equals("transactional-data")
            && request.method().equals("DELETE")
        ? new Endpoint(Tier.MEDIUM, () -> delete(segments.get(3), segments.get(4)))
        : null;
  }

  private Response delete(String collection, String key) {
    if (!records.remove(collections.require(collection), key)) {
      throw ApiError.v2(404, "The record was not found.", "ERROR_TRANSACTIONAL_DATA_NOT_FOUND");
    }
    return Response.empty(204);
  }
}
