package com.khaosbridge.activities.dotdigital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.activities.destination.ContactThere;
import com.khaosbridge.activities.destination.ReadBack;
import com.khaosbridge.activities.destination.ReadBackException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are no page are never taken for the end of a listing. */
class DotdigitalListingOdditiesTest {
  private static final String LISTING = "GET /contacts/v3?";
  private static final String ITEM =
      "{\"contactId\":1,\"status\":\"subscribed\",\"identifiers\":{\"email\":\"a@example.com\"}}";

  private ScriptedApi api;

  @BeforeEach
  void start() throws IOException {
    api = new ScriptedApi();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_items\":[]}",
        "{\"_links\":{}}",
        "{\"_items\":{},\"_links\":{}}",
        "{\"_items\":[],\"_links\":{\"next\":{\"link\":\"/contacts/v3\"}}}",
        "{\"_items\":[],\"_links\":{\"next\":{\"marker\":\"m1\"}}}",
        "{\"_items\":[],\"_links\":",
        ""
      })
  void anAnswerThatIsNoPageIsNoEnd(String odd) {
    api.answer(LISTING, 200, page("{\"next\":{\"marker\":\"m1\"}}"));
    api.answer(LISTING, 200, odd);

    assertThatThrownBy(() -> reading().contacts(page -> {}))
        .isInstanceOf(ReadBackException.class)
        .hasMessageStartingWith("dotdigital: could not read contacts: ");
  }

  @Test
  void aPageWithoutANextIsTheLast() {
    api.answer(LISTING, 200, page("{\"next\":{\"marker\":\"m1\"}}"));
    api.answer(LISTING, 200, page("{\"next\":null}"));
    List<ContactThere> all = new ArrayList<>();

    reading().contacts(all::addAll);

    assertThat(all).hasSize(2);
    assertThat(api.calls()).last().extracting(ScriptedApi.Call::target).asString().contains("m1");
  }

  @Test
  void aBinnedContactIsGone() {
    String binned = ITEM.replace("subscribed", "binned");
    api.answer(LISTING, 200, "{\"_items\":[" + binned + "],\"_links\":{}}");
    api.answer("GET /contacts/v3/contactId/1", 200, binned);
    List<ContactThere> all = new ArrayList<>();

    reading().contacts(all::addAll);

    assertThat(reading().contacts(List.of("1"), all::addAll)).containsExactly("1");
    assertThat(all).isEmpty();
  }

  @Test
  void aRefusalThatSaysNothingOfTheContactIsNoProofThatItIsGone() {
    api.answer("GET /contacts/v3/contactId/1", 404, "{\"errorCode\":\"gateway:noRoute\"}");

    assertThatThrownBy(() -> reading().contacts(List.of("1"), page -> {}))
        .hasMessage("dotdigital: could not read contact 1: look-up not understood");
  }

  @Test
  void nobodysAddressIsInAFailure() {
    api.answer("GET /contacts/v3/contactId/1", 400, "{\"description\":\"a@example.com is bad\"}");

    assertThatThrownBy(() -> reading().contacts(List.of("1"), page -> {}))
        .isInstanceOf(ReadBackException.class)
        .message()
        .doesNotContain("example.com");
  }

  private ReadBack reading() {
    return new Dotdigital(api.settings(), Instant::now)
        .readBack(new ReadBack.Terms(Set.of(), Duration.ofMillis(50), Duration.ofMillis(20)))
        .orElseThrow();
  }

  private static String page(String links) {
    return "{\"_items\":[" + ITEM + "],\"_links\":" + links + "}";
  }
}
