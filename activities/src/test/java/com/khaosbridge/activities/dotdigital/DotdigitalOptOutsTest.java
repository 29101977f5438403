package com.khaosbridge.activities.dotdigital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.khaosbridge.activities.destination.OptOuts;
import com.khaosbridge.activities.destination.ReadBack;
import com.khaosbridge.activities.http.WireJson;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of Dotdigital's lists, only what people did themselves is an opt-out, and all of it. */
class DotdigitalOptOutsTest {
  private static final ReadBack.Terms TERMS =
      new ReadBack.Terms(Set.of(), Duration.ofMinutes(1), Duration.ofMillis(20));

  private DotdigitalInSandbox account;

  @BeforeEach
  void start() throws IOException {
    account = DotdigitalInSandbox.start();
  }

  @AfterEach
  void stop() throws IOException {
    account.close();
  }

  @Test
  void aComplaintIsAPersonsWordAndASuppressionIsNot() {
    String unsubscribed = account.plant("out@example.com", "unsubscribed", null);
    String complained = account.plant("complains@example.com", "subscribed", null);
    account.plant("suppressed@example.com", "suppressed", null);
    account.send(
        "POST",
        "/_sandbox/dotdigital/contacts",
        "{\"email\": \"complains@example.com\", \"act\": \"complain\"}");

    assertThat(found(Instant.now().minus(Duration.ofHours(1))))
        .containsExactlyInAnyOrder(unsubscribed, complained);
  }

  @Test
  void whoOptedOutBeforeIsNotListed() {
    account.plant("out@example.com", "unsubscribed", null);

    assertThat(found(Instant.now().plusSeconds(5))).isEmpty();
  }

  @Test
  void aListOfSeveralPagesIsReadToItsEnd() {
    int many = 1_050;
    var rows = WireJson.object().putArray("contacts");
    for (int n = 0; n < many; n++) {
      var row = rows.addObject().put("matchIdentifier", "email");
      row.putObject("identifiers").put("email", "out" + n + "@example.com");
      ContactJson.putStatus(row, "unsubscribed");
    }
    var body = WireJson.object().put("mergeOption", "overwrite");
    body.set("contacts", rows);
    account.send("PUT", "/contacts/v3/import", WireJson.write(body));
    await().atMost(Duration.ofMinutes(1)).until(() -> account.contacts().size() == many);

    assertThat(found(Instant.now().minus(Duration.ofHours(1))))
        .isEqualTo(
            account.contacts().stream()
                .map(contact -> contact.path("contactId").asString())
                .collect(Collectors.toCollection(TreeSet::new)));
  }

  private Set<String> found(Instant since) {
    OptOuts optOuts = new Dotdigital(account.settings(), Instant::now).optOuts(TERMS).orElseThrow();
    Set<String> found = new TreeSet<>();
    ((OptOuts.Listed) optOuts).since(since, found::addAll);
    return found;
  }
}
