package com.khaosbridge.demo;

import io.temporal.testserver.TestServer;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A Temporal server: one that runs already, a dev server of the command-line tool, or an in-process
 * test server.
 */
final class TemporalAccess implements AutoCloseable {
  private static final String TOOL = "temporal";
  private static final int LONGEST_START_SECONDS = 60;

  private final String target;
  private final String words;
  private final AutoCloseable server;

  private TemporalAccess(String target, String words, AutoCloseable server) {
    this.target = target;
    this.words = words;
    this.server = server;
  }

  static TemporalAccess open(@Nullable String target) throws IOException {
    if (target != null) {
      return new TemporalAccess(target, "Temporal server at " + target, () -> {});
    }
    Path tool = toolOnPath();
    return tool == null ? testServer() : devServer(tool);
  }

  /** Where clients reach it, host and port. */
  String target() {
    return target;
  }

  /** What it is, for people. */
  String words() {
    return words;
  }

  private static TemporalAccess testServer() throws IOException {
    int port = freePort();
    TestServer.PortBoundTestServer server = TestServer.createPortBoundServer(port);
    return new TemporalAccess(
        "127.0.0.1:" + port,
        "Temporal: in-process test server, for trying out only (no web UI, nothing is kept)",
        server);
  }

  private static TemporalAccess devServer(Path tool) throws IOException {
    int port = freePort();
    int uiPort = freePort();
    Process process =
        new ProcessBuilder(
                List.of(
                    tool.toString(),
                    "server",
                    "start-dev",
                    "--ip",
                    "127.0.0.1",
                    "--port",
                    Integer.toString(port),
                    "--ui-port",
                    Integer.toString(uiPort),
                    "--log-level",
                    "error"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    awaitPort(process, port);
    return new TemporalAccess(
        "127.0.0.1:" + port,
        "Temporal: dev server, web UI at http://127.0.0.1:" + uiPort,
        process::destroy);
  }

  private static void awaitPort(Process process, int port) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_START_SECONDS);
    while (System.nanoTime() < end) {
      if (!process.isAlive()) {
        throw new IOException("`temporal server start-dev` ended with " + process.exitValue());
      }
      try (java.net.Socket socket = new java.net.Socket()) {
        socket.connect(new java.net.InetSocketAddress("127.0.0.1", port), 500);
        return;
      } catch (java.net.ConnectException e) {
        pause();
      }
    }
    throw new IOException("the Temporal dev server did not come up in a minute");
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the Temporal dev server started", e);
    }
  }

  private static @Nullable Path toolOnPath() {
    String path = System.getenv("PATH");
    if (path == null) {
      return null;
    }
    for (String directory : path.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(directory, TOOL);
      if (Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() throws Exception {
    server.close();
  }
}
