package com.khaosbridge.starter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import com.khaosbridge.activities.keys.EncryptionSettings;
import com.khaosbridge.activities.keys.PayloadKeyset;
import com.khaosbridge.activities.keys.WorkflowPayloads;
import com.khaosbridge.starter.StarterProcess;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.common.converter.DataConverter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodecEndpointTest {
  private static final String TOKEN = "a-token-that-is-long-enough";
  private static final String ORIGIN = "http://temporal.example:8233";
  private static final String PLAIN =
      "{\"payloads\":[{\"metadata\":{\"encoding\":\"anNvbi9wbGFpbg==\"},\"data\":\"IlNPNTM2MzY1Ig==\"}]}";

  @TempDir static Path directory;
  private static Path keyset;
  private static StarterProcess starter;
  private static DataConverter converter;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    keyset = keyset("keyset.json");
    converter = converter(keyset);
    starter =
        StarterProcess.start(
            Map.of(
                "khaos-bridge.encryption.enabled",
                "true",
                "khaos-bridge.encryption.keyset",
                keyset.toString(),
                "khaos-bridge.encryption.endpoint.token",
                TOKEN,
                "khaos-bridge.encryption.endpoint.ui-origin",
                ORIGIN));
  }

  @AfterAll
  static void stop() throws IOException {
    starter.close();
  }

  @Test
  void aPayloadThatABridgeEncryptedIsDecoded() throws Exception {
    HttpResponse<String> answer = send(asTool("decode", json(converter, "SO536365")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/json");
    assertThat(answer.body()).isEqualTo(PLAIN);
  }

  @Test
  void aPlainPayloadIsDecodedToItself() throws Exception {
    HttpResponse<String> answer = send(asTool("decode", PLAIN));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(PLAIN);
  }

  @Test
  void aPayloadThatAPersonTypedIsEncodedForTheBridge() throws Exception {
    HttpResponse<String> answer = send(asTool("encode", PLAIN));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).doesNotContain("IlNPNTM2MzY1Ig==");
    Payload encoded = payloads(answer.body()).getPayloads(0);
    assertThat(converter.fromPayload(encoded, String.class, String.class)).isEqualTo("SO536365");
  }

  @Test
  void aPayloadOfAnotherKeysetIsRefusedByItsKeyAndTheSetting() throws Exception {
    Path other = keyset("other.json");

    HttpResponse<String> answer = send(asTool("decode", json(converter(other), "SO536365")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("key " + PayloadKeyset.read(other).primary())
        .contains("khaos-bridge.encryption.keyset");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "{\"payloads\": 1}"})
  void aBodyThatIsNotPayloadsIsRefused(String body) throws Exception {
    assertThat(send(asTool("decode", body)).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"decode", "encode"})
  void withoutTheTokenNothingIsAnswered(String step) throws Exception {
    HttpResponse<String> answer = send(call(step, PLAIN));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic");
    assertThat(answer.body()).doesNotContain("payloads");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer another-token-that-is-long",
        "Bearer ",
        "Bearer a-token-that-is-long-enough2",
        "a-token-that-is-long-enough",
        "Basic !",
        "Basic YW5uYTp3cm9uZw=="
      })
  void withAnotherTokenNothingIsAnswered(String authorization) throws Exception {
    HttpResponse<String> answer =
        send(call("decode", PLAIN).header("Authorization", authorization));

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void aBrowserMayShowTheTokenAsThePasswordOfItsLogin() throws Exception {
    String login =
        Base64.getEncoder().encodeToString(("anna:" + TOKEN).getBytes(StandardCharsets.UTF_8));

    assertThat(send(call("decode", PLAIN).header("Authorization", "Basic " + login)).statusCode())
        .isEqualTo(200);
    HttpResponse<String> page =
        send(
            HttpRequest.newBuilder(URI.create(starter.url() + "/codec/"))
                .header("Authorization", "Basic " + login));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(send(HttpRequest.newBuilder(URI.create(starter.url() + "/codec/"))).statusCode())
        .isEqualTo(401);
  }

  @Test
  void theWebUisPageMayCall() throws Exception {
    HttpResponse<String> answer = send(asTool("decode", PLAIN).header("Origin", ORIGIN));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(ORIGIN);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).contains("true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://temporal.example", "https://temporal.example:8233", "http://evil", "null"})
  void noOtherPageMayCallEvenWithTheToken(String origin) throws Exception {
    HttpResponse<String> answer = send(asTool("decode", PLAIN).header("Origin", origin));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.body()).doesNotContain("payloads");
  }

  @Test
  void aBrowserThatAsksFirstIsAnsweredWithoutTheToken() throws Exception {
    HttpResponse<String> answer =
        send(
            preflight(
                ORIGIN, "POST", "authorization,authorization-extras,content-type,x-namespace"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(ORIGIN);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).contains("POST");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
        .containsIgnoringCase("x-namespace")
        .containsIgnoringCase("authorization")
        .containsIgnoringCase("content-type");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).contains("true");
  }

  @Test
  void aBrowserThatAsksForAnotherPageOrMethodIsRefused() throws Exception {
    assertThat(send(preflight("http://evil", "POST", "x-namespace")).statusCode()).isEqualTo(403);
    assertThat(send(preflight(ORIGIN, "DELETE", "x-namespace")).statusCode()).isEqualTo(403);
  }

  @Test
  void otherPathsNeedNoToken() throws Exception {
    HttpRequest.Builder health =
        HttpRequest.newBuilder(URI.create(starter.url() + "/actuator/health"));

    assertThat(send(health).statusCode()).isEqualTo(200);
  }

  private static Path keyset(String name) throws IOException {
    Path file = directory.resolve(name);
    PayloadKeyset.create().create(file);
    return file;
  }

  private static DataConverter converter(Path file) {
    return WorkflowPayloads.converter(new EncryptionSettings(true, file.toString()));
  }

  private static String json(DataConverter from, String value) throws IOException {
    Payload payload = from.toPayload(value).orElseThrow();
    assertThat(payload.getMetadataOrThrow("encoding"))
        .isEqualTo(ByteString.copyFromUtf8("binary/encrypted"));
    return JsonFormat.printer().print(Payloads.newBuilder().addPayloads(payload));
  }

  private static Payloads payloads(String json) throws IOException {
    Payloads.Builder payloads = Payloads.newBuilder();
    JsonFormat.parser().merge(json, payloads);
    return payloads.build();
  }

  private static HttpRequest.Builder asTool(String step, String body) {
    return call(step, body).header("Authorization", "Bearer " + TOKEN);
  }

  private static HttpRequest.Builder call(String step, String body) {
    return HttpRequest.newBuilder(URI.create(starter.url() + "/codec/" + step))
        .header("Content-Type", "application/json")
        .header("X-Namespace", "default")
        .POST(BodyPublishers.ofString(body));
  }

  private static HttpRequest.Builder preflight(String origin, String method, String headers) {
    return HttpRequest.newBuilder(URI.create(starter.url() + "/codec/decode"))
        .method("OPTIONS", BodyPublishers.noBody())
        .header("Origin", origin)
        .header("Access-Control-Request-Method", method)
        .header("Access-Control-Request-Headers", headers);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
