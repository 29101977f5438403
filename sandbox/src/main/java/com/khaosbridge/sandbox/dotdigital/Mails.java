package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.store.StateStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Triggered campaigns: {@code POST /v2/email/triggered-campaign} and its batch. Nothing here is
 * idempotent: every accepted item is one mail, sent also to people who unsubscribed.
 */
final class Mails implements Endpoint.Area {
  /** The campaigns that exist, by id. */
  static final Map<Long, String> CAMPAIGNS =
      Map.of(
          1001L, "order_received",
          1002L, "order_confirmed",
          1003L, "despatched",
          1004L, "review_request",
          1005L, "order_settled",
          1006L, "refunded",
          1007L, "cancelled",
          1008L, "replenishment");

  private static final int MOST_IN_BATCH = 100;
  private static final int MOST_ADDRESSES = 100;
  private static final int LONGEST_METADATA = 1500;
  private static final Set<Character> JSON_STARTS = Set.of('{', '[');

  private final MVMap<String, String> mails;
  private final Supplier<Instant> realTime;

  Mails(StateStore store, Supplier<Instant> realTime) {
    this.mails = store.map("dotdigital.mails");
    this.realTime = realTime;
  }

  /** Why an item is not sent: a code of the API and a text that ends in it. */
  private record Refusal(int status, String code, String text) {}

  @Override
  public @Nullable Endpoint find(Request request, List<String> segments) {
    if (!request.method().equals("POST")
        || segments.size() < 3
        || !segments.get(1).equals("email")
        || !segments.get(2).equals("triggered-campaign")) {
      return null;
    }
    if (segments.size() == 3) {
      return new Endpoint(Tier.UNLIMITED, () -> send(request));
    }
    return segments.size() == 4 && segments.get(3).equals("batch")
        ? new Endpoint(Tier.UNLIMITED, () -> sendBatch(request))
        : null;
  }

  /** The sent mails in order, as written to the state. */
  MVMap<String, String> sent() {
    return mails;
  }

  private Response send(Request request) {
    ObjectNode mail = JsonText.parseObject(request.body());
    if (mail == null) {
      throw malformed();
    }
    Refusal refusal = check(mail);
    if (refusal != null) {
      throw ApiError.v2(refusal.status(), refusal.text(), refusal.code());
    }
    keep(mail);
    return Response.empty(200);
  }

  private Response sendBatch(Request request) {
    JsonNode batch = JsonText.parse(request.body());
    if (batch == null || !batch.isArray()) {
      throw malformed();
    }
    if (batch.isEmpty() || batch.size() > MOST_IN_BATCH) {
      throw ApiError.v2(400, "A batch has from 1 to 100 mails.", "ERROR_PARAMETER_INVALID");
    }
    ArrayNode results = JsonText.MAPPER.createArrayNode();
    for (int index = 0; index < batch.size(); index++) {
      ObjectNode result = results.addObject().put("index", index);
      Refusal refusal = check(batch.get(index));
      if (refusal == null) {
        keep((ObjectNode) batch.get(index));
      } else {
        result.put("failureCode", refusal.code());
        result.put("failureReason", refusal.text() + " " + refusal.code());
      }
    }
    return Answers.json(200, results);
  }

  private static @Nullable Refusal check(JsonNode mail) {
    if (!mail.isObject() || !areAddresses(mail.path("toAddresses"), 1)) {
      return new Refusal(400, "ERROR_PARAMETER_INVALID", "toAddresses is missing or invalid.");
    }
    if (!areAddresses(mail.path("ccAddresses"), 0) || !areAddresses(mail.path("bccAddresses"), 0)) {
      return new Refusal(400, "ERROR_PARAMETER_INVALID", "A copy address is invalid.");
    }
    JsonNode campaign = mail.path("campaignId");
    if (!campaign.isIntegralNumber()) {
      return new Refusal(400, "ERROR_PARAMETER_INVALID", "campaignId is missing.");
    }
    if (!CAMPAIGNS.containsKey(campaign.longValue())) {
      return new Refusal(404, "ERROR_CAMPAIGN_NOT_FOUND", "There is no such campaign.");
    }
    for (JsonNode value : mail.path("personalizationValues").values()) {
      if (!isPersonalization(value)) {
        return new Refusal(
            400, "ERROR_INVALID_PERSONALISATION_VALUES", "A personalisation value is invalid.");
      }
    }
    return metadataLength(mail.path("metadata")) > LONGEST_METADATA
        ? new Refusal(400, "ERROR_PARAMETER_INVALID", "metadata is too long.")
        : null;
  }

  private static boolean areAddresses(JsonNode addresses, int least) {
    if (addresses.isMissingNode() || addresses.isNull()) {
      return least == 0;
    }
    return addresses.isArray()
        && addresses.size() >= least
        && addresses.size() <= MOST_ADDRESSES
        && addresses
            .valueStream()
            .allMatch(a -> a.isString() && ContactIdentifier.isEmail(a.stringValue()));
  }

  /** A value is text; if it looks like JSON it has to be JSON. */
  private static boolean isPersonalization(JsonNode pair) {
    String name = JsonText.text(pair, "name");
    String value = JsonText.text(pair, "value");
    if (name == null || name.isEmpty() || value == null) {
      return false;
    }
    boolean looksLikeJson = !value.isEmpty() && JSON_STARTS.contains(value.charAt(0));
    return !looksLikeJson || JsonText.parse(value.getBytes(StandardCharsets.UTF_8)) != null;
  }

  private static int metadataLength(JsonNode metadata) {
    if (metadata.isMissingNode() || metadata.isNull()) {
      return 0;
    }
    return metadata.isString()
        ? metadata.stringValue().length()
        : JsonText.write(metadata).length();
  }

  private void keep(ObjectNode mail) {
    ObjectNode line = JsonText.object().put("type", "mail");
    line.set("campaignId", mail.get("campaignId"));
    line.set("to", mail.get("toAddresses"));
    ObjectNode values = line.putObject("personalizationValues");
    for (JsonNode pair : mail.path("personalizationValues").values()) {
      values.set(pair.path("name").asString(), pair.get("value"));
    }
    line.set("metadata", mail.get("metadata"));
    line.put("at", ApiTime.write(realTime.get()));
    String last = mails.lastKey();
    mails.put(ContactStore.key(last == null ? 1 : Long.parseLong(last) + 1), JsonText.write(line));
  }

  private static ApiError malformed() {
    return ApiError.v2(400, "The body can't be read.", "ERROR_MALFORMED_REQUEST");
  }
}
