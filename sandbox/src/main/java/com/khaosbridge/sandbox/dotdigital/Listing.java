package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Function;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Seek pages over an index: {@code {_items:[...], _links:{self, first, next}}} in ascending order.
 * The marker stands for the last key of the page before; {@code next} is missing on the last page.
 */
final class Listing {
  private static final int MOST = 5000;
  private static final String FIRST = "from:";

  private final String area;
  private final Request request;
  private final Map<String, String> query;

  /**
   * @param area the part of an error code before the colon
   * @param request the listing call
   */
  Listing(String area, Request request) {
    this.area = area;
    this.request = request;
    this.query = request.query();
  }

  /** The instant of a filter like {@code gte::2026-01-01T00:00:00Z}, or null if it isn't given. */
  @Nullable Instant since(String filter) {
    String text = query.get(filter);
    if (text == null) {
      return null;
    }
    Instant instant = text.startsWith("gte::") ? ApiTime.read(text.substring(5)) : null;
    if (instant == null || !text.endsWith("Z")) {
      throw invalid("The filter value '" + text + "' is invalid");
    }
    return instant;
  }

  /**
   * One page.
   *
   * @param index the keys in the order of the listing
   * @param prefix of the keys that belong to it
   * @param from the first key that may be listed
   * @param defaultLimit items on a page if the call does not say
   * @param item the JSON of a key's item, or null if it is not listed
   */
  Response page(
      MVMap<String, String> index,
      String prefix,
      String from,
      int defaultLimit,
      Function<String, @Nullable String> item) {
    int limit = limit(defaultLimit);
    String marker = query.get("marker");
    String after = marker == null ? "" : keyOf(marker);
    StringBuilder body = new StringBuilder("{\"_items\":[");
    String last = null;
    boolean more = false;
    int count = 0;
    Iterator<String> keys = index.keyIterator(after.compareTo(from) > 0 ? after : from);
    while (keys.hasNext() && !more) {
      String key = keys.next();
      if (!key.startsWith(prefix)) {
        break;
      }
      String json = key.equals(after) ? null : item.apply(key);
      if (json == null) {
        continue;
      }
      more = count == limit;
      if (!more) {
        body.append(count++ == 0 ? "" : ",").append(json);
        last = key;
      }
    }
    body.append("],\"_links\":{\"self\":").append(link(marker == null ? marker("") : marker));
    body.append(",\"first\":").append(link(marker("")));
    if (more && last != null) {
      body.append(",\"next\":").append(link(marker(last)));
    }
    return Answers.json(200, body.append("}}").toString());
  }

  private int limit(int defaultLimit) {
    String text = query.get("limit");
    if (text == null) {
      return defaultLimit;
    }
    if (!text.matches("[0-9]{1,5}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MOST) {
      throw invalid("The limit is from 1 to " + MOST);
    }
    return Integer.parseInt(text);
  }

  private String keyOf(String marker) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(marker), StandardCharsets.UTF_8);
      if (text.startsWith(FIRST)) {
        return text.substring(FIRST.length());
      }
    } catch (IllegalArgumentException notBase64) {
      throw invalid("The marker is invalid");
    }
    throw invalid("The marker is invalid");
  }

  private ApiError invalid(String description) {
    return ApiError.v3(400, area + ":invalidFilter", description);
  }

  private String link(String marker) {
    StringBuilder link = new StringBuilder(request.rawPath()).append('?');
    query.forEach(
        (name, value) -> {
          if (!name.equals("marker")) {
            link.append(encode(name)).append('=').append(encode(value)).append('&');
          }
        });
    link.append("marker=").append(marker);
    return JsonText.write(JsonText.object().put("marker", marker).put("link", link.toString()));
  }

  private static String marker(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((FIRST + key).getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
