package com.khaosbridge.sandbox.http;

import java.io.IOException;
import java.io.Writer;

/** One of the three systems that the sandbox stands in for. Implementations are thread-safe. */
public interface StandIn {

  /**
   * The system's name in journal, faults and state: {@code khaos}, {@code emarsys} or {@code
   * dotdigital}.
   */
  String system();

  /** Whether a request to this raw path is this system's. */
  boolean serves(String rawPath);

  /** Lets happen what is due by now, before a fault is drawn and a request answered. */
  default void catchUp() {}

  /**
   * Answers a request. Whatever the request changes has been changed when this returns: the edge
   * may then still drop the connection, which is what a fault "dropped after the effect" does.
   */
  Response handle(Request request);

  /**
   * Refuses every row of a request, in the shape in which the system refuses rows, and quotes in
   * each error text all that the row held: what real systems do with names and addresses. A system
   * that knows no rows refuses the call.
   *
   * @param words what the error texts begin with
   */
  default Response refuseRows(Request request, String words) {
    return Response.of(400, "text/plain; charset=utf-8", words + ": " + request.quotable());
  }

  /**
   * Answers a request, but leaves rows out of a list: only the first of them come, and nothing in
   * the answer says so. A system that is asked for no list answers as ever.
   *
   * @param share of the rows that come, 0 to 1
   */
  default Response shortAnswer(Request request, double share) {
    return handle(request);
  }

  /** Writes the whole state as NDJSON, one JSON object a line, streaming. */
  void writeState(Writer out) throws IOException;
}
