package com.khaosbridge.starter.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class CodecEndpointSettingsTest {
  private static final String TOKEN = "a-token-that-is-long-enough";

  @Test
  void withoutATokenThereIsNoEndpoint() {
    new ApplicationContextRunner()
        .withUserConfiguration(CodecEndpointConfiguration.class)
        .withPropertyValues(
            "khaos-bridge.encryption.endpoint.token=",
            "khaos-bridge.encryption.endpoint.ui-origin=http://temporal.example")
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .doesNotHaveBean(CodecEndpointConfiguration.class));
  }

  @Test
  void aTokenThatCanBeGuessedIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> new CodecEndpointSettings("secret", null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("khaos-bridge.encryption.endpoint.token")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", "http://*.example", "temporal.example", "http://temporal.example/", "null"})
  void whatIsNotOneOriginIsRefused(String origin) {
    assertThatThrownBy(() -> new CodecEndpointSettings(TOKEN, origin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ui-origin");
  }

  @Test
  void theTokenIsNotShown() {
    assertThat(new CodecEndpointSettings(TOKEN, "http://temporal.example").toString())
        .doesNotContain(TOKEN);
  }
}
