package com.khaosbridge.activities.emarsys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.activities.destination.ContactThere;
import com.khaosbridge.activities.destination.ReadBack;
import com.khaosbridge.activities.destination.ReadBackException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Odd answers to a reading never make a contact gone, and never end a listing. */
class EmarsysReadBackOdditiesTest {
  private static final String QUERY = "GET /api/v3/contact/query/";
  private static final String GETDATA = "POST /api/v3/contact/getdata";

  private ScriptedEmarsys emarsys;

  @BeforeEach
  void start() throws IOException {
    emarsys = new ScriptedEmarsys();
  }

  @AfterEach
  void stop() {
    emarsys.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"errors\":[],\"result\":false}",
        "{\"errors\":[{\"key\":\"8\",\"errorCode\":2008}],\"result\":[{\"id\":\"9\"}]}",
        "{\"errors\":[{\"key\":\"7\",\"errorCode\":2010,\"errorMsg\":\"a@example.com\"}]}",
        "{\"errors\":{\"<NO_KEY_ID>\":{\"2004\":\"Invalid key field id: id\"}}}",
        "\"\"",
        "{}"
      })
  void onlyAnAnswerThatSaysSoMakesAContactGone(String data) {
    emarsys.on(GETDATA, ScriptedEmarsys.data(data));

    assertThatThrownBy(() -> reading().contacts(List.of("7"), page -> {}))
        .isInstanceOf(ReadBackException.class)
        .hasMessageStartingWith("emarsys: could not read contacts: ")
        .message()
        .doesNotContain("example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "\"\"", "{\"result\":[{\"501\":\"main:1\"}]}", "{\"result\":{}}"})
  void onlyAnEmptyPageEndsAListing(String data) {
    emarsys.on(QUERY, ScriptedEmarsys.data(data));

    assertThatThrownBy(() -> reading().contacts(page -> {})).isInstanceOf(ReadBackException.class);
  }

  @Test
  void aQueryThatKnowsNoOffsetIsNoticed() {
    emarsys.on(QUERY, ScriptedEmarsys.data("{\"result\":[{\"id\":7}]}"));
    emarsys.on(GETDATA, ScriptedEmarsys.data("{\"result\":[{\"id\":7}]}"));

    assertThatThrownBy(() -> reading().contacts(page -> {}))
        .hasMessageEndingWith("the query gives the same page again");
  }

  @Test
  void aMissingPermissionIsNamedAtOnce() {
    emarsys.on(QUERY, ScriptedEmarsys.reply(403, "Forbidden"));

    assertThatThrownBy(() -> reading().contacts(page -> {})).hasMessageContaining("contact.query");
  }

  @Test
  void aCountryWithoutACodeIsToldByItsName() {
    emarsys.on(
        "GET /api/v3/field/14/choice",
        ScriptedEmarsys.data(
            "[{\"id\":\"184\",\"choice\":\"United Kingdom\"},{\"id\":9,\"choice\":\"Atlantis\"}]"));
    emarsys.on(
        GETDATA,
        ScriptedEmarsys.data(
            "{\"errors\":[],\"result\":[{\"id\":\"1\",\"14\":\"184\"},{\"id\":\"2\",\"14\":\"9\"},"
                + "{\"id\":\"3\",\"14\":\"77\"}]}"));
    List<ContactThere> there = new ArrayList<>();

    reading().contacts(List.of("1", "2", "3"), there::addAll);

    assertThat(there)
        .extracting(contact -> contact.profile().country())
        .containsExactly("GB", "Atlantis", null);
  }

  private ReadBack reading() {
    return emarsys
        .destination()
        .readBack(new ReadBack.Terms(Set.of(), Duration.ofMillis(50), Duration.ofMillis(20)))
        .orElseThrow();
  }
}
