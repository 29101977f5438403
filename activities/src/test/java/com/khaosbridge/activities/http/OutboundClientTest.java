package com.khaosbridge.activities.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.khaosbridge.workflows.delivery.Lane;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import okhttp3.Request;
import org.junit.jupiter.api.Test;

class OutboundClientTest {
  private static final String GARBAGE = "Refused jane.quill@example.com\r\n\r\n";

  @Test
  void aFailedCallTellsNeitherItsAddressNorWhatTheOtherSideSaid() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> answer(server));
      Request request =
          new Request.Builder()
              .url("http://127.0.0.1:" + server.getLocalPort() + "/email/jane.quill@example.com")
              .build();

      CallFailedException failure =
          catchThrowableOfType(
              CallFailedException.class,
              () -> new OutboundClient(Duration.ofSeconds(10)).send(request, Lane.LIVE));

      answered.join();
      StringWriter logged = new StringWriter();
      failure.printStackTrace(new PrintWriter(logged));
      assertThat(failure.effectPossible()).isTrue();
      assertThat(failure).hasMessage("ProtocolException");
      assertThat(logged.toString()).doesNotContain("jane", "example.com", "127.0.0.1");
    }
  }

  private static void answer(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getInputStream().read(new byte[8192]);
      socket.getOutputStream().write(GARBAGE.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
