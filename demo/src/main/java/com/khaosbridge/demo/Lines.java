package com.khaosbridge.demo;

import java.io.IOException;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Lines of JSON that can be read, also more than once. */
@FunctionalInterface
interface Lines {
  void read(Consumer<JsonNode> line) throws IOException;
}
