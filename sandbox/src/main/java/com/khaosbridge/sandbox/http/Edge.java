package com.khaosbridge.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server that all stand-ins share: finds the system asked, applies faults, journals, then
 * answers.
 */
public final class Edge implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Edge.class.getName());
  private static final int THREADS = 64;
  private static final int BACKLOG = 256;
  private static final int MAX_BODY = 64 << 20;
  private static final String NO_DELAY = "sun.net.httpserver.nodelay";

  static {
    // The JDK's server sends head and body apart; with Nagle's algorithm each answer to a client
    // that keeps its connection would take 40 ms.
    if (System.getProperty(NO_DELAY) == null) {
      System.setProperty(NO_DELAY, "true");
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = threads();
  private final Supplier<Instant> realTime;

  private Edge(HttpServer server, Supplier<Instant> realTime) {
    this.server = server;
    this.realTime = realTime;
  }

  /**
   * Takes the port, but answers nothing yet.
   *
   * @param port 0 for a free one
   * @throws IOException if the port is taken
   */
  public static Edge bind(String host, int port, Supplier<Instant> realTime) throws IOException {
    return new Edge(HttpServer.create(new InetSocketAddress(host, port), BACKLOG), realTime);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Begins to answer. */
  public void start(List<StandIn> standIns, ControlPaths control, Faults faults, Journal journal) {
    server.createContext("/", exchange -> answer(exchange, standIns, control, faults, journal));
    server.setExecutor(threads);
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(
      HttpExchange exchange,
      List<StandIn> standIns,
      ControlPaths control,
      Faults faults,
      Journal journal) {
    try {
      Instant at = realTime.get();
      Reply reply = new Reply(exchange);
      Request request = read(exchange);
      if (request == null) {
        reply.send(Response.of(413, "text/plain", "body over " + MAX_BODY + " bytes"));
      } else if (control.serves(request.rawPath())) {
        control.handle(request, reply);
      } else {
        StandIn standIn = find(standIns, request.rawPath());
        if (standIn == null) {
          reply.send(Response.of(404, "text/plain", "no system has this path"));
          return;
        }
        standIn.catchUp();
        Fault fault = faults.draw(standIn.system(), request);
        Response response = respond(standIn, request, fault);
        FaultKind kind = fault == null ? null : fault.kind();
        journal.write(new Journal.Entry(at, standIn.system(), request, response, kind));
        if (response != null) {
          reply.send(response);
        }
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "A connection broke", e);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A request could not be answered", e);
    } finally {
      // Closes the connection if nothing was sent, which is how it is dropped.
      exchange.close();
    }
  }

  /** The answer, or null if the connection is to be dropped. */
  private static @Nullable Response respond(StandIn standIn, Request request, @Nullable Fault fault)
      throws IOException {
    if (fault == null) {
      return handle(standIn, request);
    }
    pause(fault.delayMillis());
    return switch (fault.kind()) {
      case STATUS -> fault.answer(request);
      case DELAY -> handle(standIn, request);
      case DROP_BEFORE -> null;
      case DROP_AFTER -> {
        handle(standIn, request);
        yield null;
      }
      case MALFORMED -> fault.spoil(handle(standIn, request));
      case REFUSE_ROWS -> refuseRows(standIn, request, fault);
      case SHORT_ANSWER -> guarded(standIn, () -> standIn.shortAnswer(request, fault.share()));
    };
  }

  private static Response handle(StandIn standIn, Request request) {
    return guarded(standIn, () -> standIn.handle(request));
  }

  private static Response refuseRows(StandIn standIn, Request request, Fault fault) {
    String words = fault.body() == null ? "Refused" : fault.body();
    return guarded(standIn, () -> standIn.refuseRows(request, words));
  }

  private static Response guarded(StandIn standIn, Supplier<Response> answer) {
    try {
      return answer.get();
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "The stand-in for " + standIn.system() + " failed", e);
      return Response.of(
          500, "text/plain; charset=utf-8", "sandbox failure: " + e.getClass().getSimpleName());
    }
  }

  private static void pause(long millis) throws InterruptedIOException {
    if (millis == 0) {
      return;
    }
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("stopped during a delay");
    }
  }

  private static @Nullable StandIn find(List<StandIn> standIns, String path) {
    for (StandIn standIn : standIns) {
      if (standIn.serves(path)) {
        return standIn;
      }
    }
    return null;
  }

  /** The request, or null if its body is too long. */
  private static @Nullable Request read(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (body.length > MAX_BODY) {
      return null;
    }
    Map<String, List<String>> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    String path = exchange.getRequestURI().getRawPath();
    String query = exchange.getRequestURI().getRawQuery();
    return new Request(
        exchange.getRequestMethod(),
        path == null || path.isEmpty() ? "/" : path,
        query == null ? "" : query,
        headers,
        body);
  }

  private static ExecutorService threads() {
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "sandbox-http-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
