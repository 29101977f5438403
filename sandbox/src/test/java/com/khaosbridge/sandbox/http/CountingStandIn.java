package com.khaosbridge.sandbox.http;

import java.io.Writer;
import java.util.concurrent.atomic.AtomicInteger;

/** A system whose only state is how often it was asked. */
final class CountingStandIn implements StandIn {
  final AtomicInteger effects = new AtomicInteger();

  @Override
  public String system() {
    return "counter";
  }

  @Override
  public boolean serves(String rawPath) {
    return rawPath.startsWith("/count");
  }

  @Override
  public Response handle(Request request) {
    return Response.of(200, "text/plain", "count " + effects.incrementAndGet());
  }

  @Override
  public void writeState(Writer out) {}
}
