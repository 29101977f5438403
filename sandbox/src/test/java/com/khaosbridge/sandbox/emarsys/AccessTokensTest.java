package com.khaosbridge.sandbox.emarsys;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.http.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class AccessTokensTest {
  @TempDir Path directory;
  private Account account;

  @BeforeEach
  void open() {
    account = new Account(directory, new EmarsysLimits(1_000, Duration.ofMinutes(10)));
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void clientCredentialsGiveATokenOfThreePartsWithItsLifetime() {
    Response response =
        account.tokenCall(Account.basic("sandbox-client:sandbox-secret"), Account.TOKEN_FORM);
    JsonNode token = Json.parse(response.body());
    assertThat(response.status()).isEqualTo(200);
    assertThat(token.path("access_token").stringValue().split("\\.")).hasSize(3);
    assertThat(token.path("token_type").stringValue()).isEqualTo("Bearer");
    assertThat(token.path("expires_in").intValue()).isEqualTo(600);
  }

  @Test
  void aWrongSecretGets401() {
    assertThat(account.tokenCall(Account.basic("sandbox-client:x"), Account.TOKEN_FORM).status())
        .isEqualTo(401);
    assertThat(account.tokenCall("Basic ***", Account.TOKEN_FORM).status()).isEqualTo(401);
  }

  @Test
  void anotherGrantTypeGets400() {
    Response response =
        account.tokenCall(Account.basic("sandbox-client:sandbox-secret"), "grant_type=password");
    assertThat(response.status()).isEqualTo(400);
  }

  @Test
  void aCallWithoutAGoodTokenGets401WithReplyCode1AndEmptyTextAsData() {
    Response response =
        account.raw("GET", "/api/v3/field", Map.of("Authorization", "Bearer a.b.c"), "");
    assertThat(response.status()).isEqualTo(401);
    assertThat(Json.parse(response.body()))
        .isEqualTo(
            Json.parse(
                "{\"replyCode\":1,\"replyText\":\"Credentials are invalid\",\"data\":\"\"}"));
    assertThat(account.raw("GET", "/api/v3/field", Map.of(), "").status()).isEqualTo(401);
  }

  @Test
  void anExpiredTokenGets401AndAnOlderOneStaysGoodBesideANewerOne() {
    account.pass(Duration.ofMinutes(9));
    String newer = account.newToken();
    assertThat(account.get("field").status()).isEqualTo(200);
    account.pass(Duration.ofMinutes(1));
    assertThat(account.get("field").status()).isEqualTo(401);
    Map<String, String> headers = Map.of("Authorization", "Bearer " + newer);
    assertThat(account.raw("GET", "/api/v3/field", headers, "").status()).isEqualTo(200);
  }
}
