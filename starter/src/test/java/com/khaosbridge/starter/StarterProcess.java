package com.khaosbridge.starter;

import io.temporal.testserver.TestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The starter as it runs, on a free port, with a real ledger and an in-process Temporal server. */
public final class StarterProcess implements AutoCloseable {
  /** The settings under {@code money}, which have no defaults. */
  public static final Map<String, String> MONEY =
      Map.of(
          "vat-basis", "ex-vat",
          "delivery", "included",
          "account-currency", "GBP",
          "order-number", "associated-ref",
          "item-code", "stock-code",
          "history-from", "2008-06-01");

  private final EmbeddedPostgres postgres;
  private final TestServer.PortBoundTestServer temporal;
  private final ConfigurableApplicationContext context;

  private StarterProcess(
      EmbeddedPostgres postgres,
      TestServer.PortBoundTestServer temporal,
      ConfigurableApplicationContext context) {
    this.postgres = postgres;
    this.temporal = temporal;
    this.context = context;
  }

  /**
   * Starts one.
   *
   * @param settings besides those that every starter needs
   */
  public static StarterProcess start(Map<String, String> settings) throws IOException {
    EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
    int port = freePort();
    TestServer.PortBoundTestServer temporal = TestServer.createPortBoundServer(port);
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("server.port", "0");
    all.put("spring.temporal.connection.target", "127.0.0.1:" + port);
    all.put("khaos-bridge.source", "khaos");
    all.put("khaos-bridge.keys-file", "unused-by-the-starter");
    all.put("khaos-bridge.ledger.url", postgres.getJdbcUrl("postgres", "postgres"));
    all.put("khaos-bridge.go-live", "2026-01-01T00:00:00Z");
    MONEY.forEach((setting, value) -> all.put("khaos-bridge.money." + setting, value));
    all.put("khaos-bridge.consent.first-sight", "hold");
    all.put("khaos-bridge.khaos.endpoint", "http://127.0.0.1:9/soap/IKosWeb");
    all.put("khaos-bridge.destinations[0].name", "emarsys");
    all.put("khaos-bridge.destinations[0].emarsys.client-id", "client");
    all.put("khaos-bridge.destinations[0].emarsys.client-secret", "secret");
    all.putAll(settings);
    String[] arguments =
        all.entrySet().stream()
            .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
            .toArray(String[]::new);
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(StarterApplication.class)
            .properties("spring.config.name=khaos-bridge-starter")
            .run(arguments);
    return new StarterProcess(postgres, temporal, context);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Its address, without a slash at the end. */
  public String url() {
    return "http://127.0.0.1:" + ((WebServerApplicationContext) context).getWebServer().getPort();
  }

  @Override
  public void close() throws IOException {
    context.close();
    temporal.close();
    postgres.close();
  }
}
