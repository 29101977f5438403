package com.khaosbridge.sandbox.http;

import java.io.IOException;

/** The sandbox's own paths, apart from the systems': neither journaled nor subject to faults. */
public interface ControlPaths {

  /** Whether a request to this raw path is for the sandbox itself. */
  boolean serves(String rawPath);

  /** Answers a request, whole or as a stream. */
  void handle(Request request, Reply reply) throws IOException;
}
