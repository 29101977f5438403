package com.khaosbridge.workflows.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CaseTypeTest {

  @ParameterizedTest
  @EnumSource
  void every_case_says_whose_it_is_what_it_means_and_what_to_do(CaseType type) {
    assertThat(type.owner()).isIn("marketing", "operations", "finance", "engineering");
    assertThat(type.meaning()).isNotBlank().endsWith(".");
    assertThat(type.whatToDo()).isNotBlank().endsWith(".");
    assertThat(type.due()).isBetween(Duration.ofHours(1), Duration.ofDays(7));
  }

  @Test
  void only_what_is_the_destinations_own_trouble_ends_with_its_next_success() {
    for (CaseType type : CaseType.values()) {
      assertThat(type.endsWithNextSuccess())
          .as(type.name())
          .isEqualTo(type == CaseType.CONFIG || type == CaseType.UNAVAILABLE);
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_kind_of_delivery_is_named_in_the_words_of_the_design(DeliveryKind kind) {
    assertThat(kind.words())
        .isIn("contact", "consent", "order", "sales rows", "event", "metrics", "retirement");
  }
}
