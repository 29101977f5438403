package com.khaosbridge.sandbox.emarsys;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallQuotaTest {
  @TempDir Path directory;
  private Account account;

  @BeforeEach
  void open() {
    account = new Account(directory, new EmarsysLimits(2));
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void theStandardAccountHasTheDocumentedThousandCallsAMinute() {
    assertThat(EmarsysLimits.standard().callsPerMinute()).isEqualTo(1_000);
  }

  @Test
  void everyAnswerSaysWhatIsLeftAndWhenTheMinuteEnds() {
    Map<String, String> headers = account.get("field").response().headers();
    long reset = account.now().plusSeconds(60).getEpochSecond();
    assertThat(headers)
        .containsEntry("X-Ratelimit-Limit", "2")
        .containsEntry("X-Ratelimit-Remaining", "1")
        .containsEntry("X-Ratelimit-Reset", Long.toString(reset))
        .containsKey("X-Emarsys-Request-Id")
        .doesNotContainKey("Retry-After");
  }

  @Test
  void aCallOverTheLimitGets429With7003UntilTheMinuteIsOver() {
    account.get("field");
    account.get("field");
    Account.Answer over = account.get("field");
    assertThat(over.status()).isEqualTo(429);
    assertThat(over.replyCode()).isEqualTo(7003);
    assertThat(over.response().headers()).containsEntry("X-Ratelimit-Remaining", "0");

    account.pass(Duration.ofSeconds(59));
    assertThat(account.get("field").status()).isEqualTo(429);
    account.pass(Duration.ofSeconds(1));
    assertThat(account.get("field").status()).isEqualTo(200);
  }

  @Test
  void aCallOverTheLimitHasNoEffect() {
    account.get("field");
    account.get("field");
    account.upsert("{'key_id':'3','contacts':[{'3':'a@example.com'}]}");
    assertThat(account.state("contact")).isEmpty();
  }

  @Test
  void tokensHealthAndSalesUploadsDoNotCount() {
    account.get("field");
    account.get("field");
    assertThat(account.newToken()).isNotEmpty();
    assertThat(account.raw("GET", "/healthcheck", Map.of(), "").status()).isEqualTo(200);
    assertThat(account.upload(SalesUploadsTest.HEADER + SalesUploadsTest.ROW).status())
        .isEqualTo(200);
  }
}
