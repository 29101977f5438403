package com.khaosbridge.activities.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CourierLinksTest {
  private static final CourierLinks LINKS =
      new CourierLinks(
          Map.of(
              "Royal Mail",
              "https://track.example/portal/rm/track?trackNumber={consignment}",
              "dpd",
              "http://dpd.example/{consignment}/show"));

  @Test
  void a_courier_with_a_template_has_a_link_whatever_its_case() {
    assertThat(LINKS.to("DPD", "15501234")).isEqualTo("http://dpd.example/15501234/show");
    assertThat(LINKS.to(" royal mail ", " AB12GB "))
        .isEqualTo("https://track.example/portal/rm/track?trackNumber=AB12GB");
  }

  @Test
  void a_consignment_can_not_change_where_the_link_leads() {
    assertThat(LINKS.to("DPD", "../a b&c=1#d?é"))
        .isEqualTo("http://dpd.example/..%2Fa%20b%26c%3D1%23d%3F%C3%A9/show");
  }

  @Test
  void without_courier_template_or_consignment_there_is_no_link() {
    assertThat(LINKS.to("Yodel", "1")).isNull();
    assertThat(LINKS.to(null, "1")).isNull();
    assertThat(LINKS.to("DPD", null)).isNull();
    assertThat(LINKS.to("DPD", " ")).isNull();
    assertThat(CourierLinks.none().to("DPD", "1")).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://dpd.example/track",
        "dpd.example/{consignment}",
        "ftp://dpd.example/{consignment}",
        "javascript:alert({consignment})",
        "https:///{consignment}",
        "https://{consignment}.example/",
        "https://dpd.example:{consignment}/",
        "https://dpd.example/{other}/{consignment}"
      })
  void what_is_no_address_with_a_consignment_is_refused_by_its_courier(String template) {
    assertThatThrownBy(() -> new CourierLinks(Map.of("DPD", template)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("DPD: '" + template + "'");
  }
}
