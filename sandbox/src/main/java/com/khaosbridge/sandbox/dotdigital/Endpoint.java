package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a method and path stand for.
 *
 * @param tier which limit the call counts against
 * @param answer does the work; may throw {@link ApiError}
 */
record Endpoint(Tier tier, Supplier<Response> answer) {

  /** One area of the API that knows its own paths. */
  interface Area {
    /** The endpoint of this request, or null if this area has none. */
    @Nullable Endpoint find(Request request, List<String> segments);
  }
}
