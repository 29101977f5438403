package com.khaosbridge.activities.dotdigital;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.khaosbridge.activities.destination.ContactThere;
import com.khaosbridge.activities.destination.OrderThere;
import com.khaosbridge.activities.destination.ReadBack;
import com.khaosbridge.activities.destination.ReadBackException;
import com.khaosbridge.activities.http.WireJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A Dotdigital account of several pages is read to its end, or not at all. */
class DotdigitalLargeReadBackTest {
  private static final int CONTACTS = 5200;
  private static final int ORDERS = 4100;
  private static final int IMPORTED_AT_ONCE = 2600;

  private static DotdigitalInSandbox account;

  @BeforeAll
  static void load() throws IOException {
    account = DotdigitalInSandbox.start();
    account.createOrders();
    for (int from = 0; from < CONTACTS; from += IMPORTED_AT_ONCE) {
      ObjectNode body = WireJson.object().put("mergeOption", "overwrite");
      ArrayNode contacts = body.putArray("contacts");
      for (int i = from; i < from + IMPORTED_AT_ONCE; i++) {
        contacts
            .addObject()
            .put("matchIdentifier", "email")
            .putObject("identifiers")
            .put("email", "c" + i + "@example.com")
            .put("khaos-person-id", "main:" + i);
      }
      imported("/contacts/v3/import", body);
    }
    ObjectNode body = WireJson.object().put("collectionName", "Orders");
    body.put("collectionScope", "contact").put("collectionType", "orders");
    ArrayNode records = body.putArray("records");
    for (int i = 0; i < ORDERS; i++) {
      ObjectNode record = records.addObject().put("key", "SO" + i);
      record
          .putObject("contactIdentity")
          .put("identifier", "email")
          .put("value", "c" + i + "@example.com");
      ObjectNode json = record.putObject("json").put("id", "SO" + i);
      json.put("order_total", new BigDecimal(i + ".001"));
      json.putArray("products").addObject().put("qty", new BigDecimal("1.5"));
    }
    imported("/insightData/v3/import", body);
  }

  @AfterAll
  static void stop() throws IOException {
    account.close();
  }

  @AfterEach
  void heal() {
    account.control().disarm();
  }

  @Test
  void everyContactOfEveryPageComesOnce() {
    List<Integer> sizes = new ArrayList<>();
    List<String> persons = new ArrayList<>();
    reading(Duration.ofMinutes(1))
        .contacts(
            page -> {
              sizes.add(page.size());
              page.forEach(contact -> persons.add(contact.personId()));
            });

    assertThat(sizes).containsExactly(5000, 200);
    assertThat(persons).doesNotHaveDuplicates().hasSize(CONTACTS);
  }

  @Test
  void theOrdersOfAllPagesAddUpToTheLastDecimal() {
    List<Integer> sizes = new ArrayList<>();
    List<OrderThere> all = new ArrayList<>();
    reading(Duration.ofMinutes(1))
        .orders(
            page -> {
              sizes.add(page.size());
              all.addAll(page);
            });

    BigDecimal whole = BigDecimal.valueOf((long) ORDERS * (ORDERS - 1) / 2);
    assertThat(sizes).containsExactly(2000, 2000, 100);
    assertThat(all).extracting(OrderThere::orderKey).doesNotHaveDuplicates();
    assertThat(all.stream().map(OrderThere::total).reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualTo(whole.add(new BigDecimal("4.100")));
    assertThat(all.stream().map(OrderThere::units).reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualTo(new BigDecimal("6150.0"));
  }

  @Test
  void aRateLimitAndAFailureInTheMiddleAreWaitedFor() {
    Set<String> keys = new HashSet<>();
    reading(Duration.ofMinutes(1))
        .orders(
            page -> {
              if (keys.isEmpty()) {
                long reset = Instant.now().getEpochSecond() + 1;
                fault("\"status\":429,\"headers\":{\"X-RateLimit-Reset\":\"" + reset + "\"}");
              } else if (keys.size() == 2000) {
                fault("\"status\":500");
              }
              page.forEach(order -> keys.add(order.orderKey()));
            });

    assertThat(keys).hasSize(ORDERS);
    assertThat(account.control().state("order")).hasSize(ORDERS);
  }

  @Test
  void aFailureThatLastsIsAnExceptionAndNeverAnEnd() {
    List<OrderThere> part = new ArrayList<>();
    assertThatThrownBy(
            () ->
                reading(Duration.ofMillis(100))
                    .orders(
                        page -> {
                          part.addAll(page);
                          account.fault(
                              "{\"system\":\"dotdigital\",\"path\":\"/Orders$\",\"kind\":\"status\","
                                  + "\"status\":503}");
                        }))
        .isInstanceOfSatisfying(
            ReadBackException.class,
            e -> {
              assertThat(e.destination()).isEqualTo("dotdigital");
              assertThat(e.asked()).isEqualTo("orders");
            })
        .hasMessage("dotdigital: could not read orders: destination unavailable");
    assertThat(part).hasSize(2000);
  }

  @Test
  void amongManyContactsTheGoneOnesAreTold() {
    List<String> ids = new ArrayList<>();
    reading(Duration.ofMinutes(1))
        .contacts(page -> page.forEach(contact -> ids.add(contact.contactId())));
    List<String> wanted = new ArrayList<>(ids.subList(0, 1500));
    wanted.add("999999999");
    String gone = account.plant("gone@example.com", "subscribed", null);
    account.send("DELETE", "/contacts/v3/contactId/" + gone, "");
    wanted.add(gone);

    List<String> there = new ArrayList<>();
    Set<String> missing =
        reading(Duration.ofMinutes(1))
            .contacts(
                wanted, page -> page.stream().map(ContactThere::contactId).forEach(there::add));

    assertThat(missing).containsExactlyInAnyOrder("999999999", gone);
    assertThat(there).containsExactlyInAnyOrderElementsOf(ids.subList(0, 1500));
  }

  private static ReadBack reading(Duration patience) {
    return new Dotdigital(account.settings(), Instant::now)
        .readBack(new ReadBack.Terms(Set.of(), patience, Duration.ofMillis(20)))
        .orElseThrow();
  }

  private static void fault(String answer) {
    account.fault(
        "{\"system\":\"dotdigital\",\"path\":\"/Orders$\",\"kind\":\"status\",\"count\":1,"
            + answer
            + "}");
  }

  private static void imported(String path, ObjectNode body) {
    String id =
        WireJson.read(account.send("PUT", path, WireJson.write(body))).path("importId").asString();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () ->
                Set.of("Finished", "Complete")
                    .contains(
                        WireJson.read(account.send("GET", path + "/" + id, ""))
                            .path("status")
                            .asString()));
  }
}
