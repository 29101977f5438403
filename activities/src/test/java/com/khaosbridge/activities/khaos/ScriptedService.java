package com.khaosbridge.activities.khaos;

import com.khaosbridge.activities.khaos.soap.Answers;
import com.khaosbridge.activities.khaos.soap.CallLimits;
import com.khaosbridge.activities.khaos.soap.ErpConnection;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.khaos.soap.KhaosAuth;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A connection to a scripted service. */
abstract class ScriptedService {
  static final ErpPriority ANY = ErpPriority.CUSTOMERS;

  final MockWebServer server = new MockWebServer();
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  final List<RecordedRequest> requests = Collections.synchronizedList(new ArrayList<>());
  final ExecutorService threads = Executors.newCachedThreadPool();
  KhaosControl khaos;

  @BeforeEach
  void start() throws IOException {
    server.start();
    khaos = connect(KhaosAuth.NONE, CallLimits.DEFAULT);
  }

  @AfterEach
  void stop() {
    khaos.close();
    server.close();
    threads.shutdownNow();
  }

  KhaosControl connect(KhaosAuth auth, CallLimits limits) {
    return new KhaosControl(
        KhaosSettings.over(
            "shop", new ErpConnection(server.url("/k.exe/soap/IKosWeb").uri(), auth, limits, null)),
        metrics);
  }

  KhaosControl impatient() {
    return connect(
        KhaosAuth.NONE,
        new CallLimits(
            8,
            8,
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(20),
            null,
            null,
            null));
  }

  void answer(Function<String, MockResponse> answer) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String body = request.getBody().utf8();
            requests.add(request);
            bodies.add(body);
            return answer.apply(body);
          }
        });
  }

  static MockResponse ok(String body) {
    return new MockResponse.Builder()
        .code(200)
        .addHeader("Content-Type", "text/xml; charset=utf-8")
        .body(body)
        .build();
  }

  static MockResponse status(int code, String body) {
    return new MockResponse.Builder().code(code).body(body).build();
  }

  static MockResponse silence() {
    return new MockResponse.Builder()
        .onRequestBody(SocketEffect.Stall.INSTANCE)
        .onResponseStart(SocketEffect.Stall.INSTANCE)
        .build();
  }

  static List<String> codesIn(String body, String parameter) {
    String list =
        body.replaceAll("(?s).*<" + parameter + "[^>]*>([^<]*)</" + parameter + ">.*", "$1");
    return Arrays.asList(list.split(",", -1));
  }

  static MockResponse companies(List<String> codes) {
    return ok(
        Answers.document(
            "ExportCompany",
            codes.stream().map(Answers::company).collect(Collectors.joining("", "<R>", "</R>"))));
  }

  static List<String> codes(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(String::valueOf).toList();
  }
}
