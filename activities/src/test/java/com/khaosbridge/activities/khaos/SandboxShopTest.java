package com.khaosbridge.activities.khaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.khaos.records.Company;
import com.khaosbridge.activities.khaos.records.EmailState;
import com.khaosbridge.activities.khaos.records.MailingStatus;
import com.khaosbridge.activities.khaos.records.OrderStatus;
import com.khaosbridge.activities.khaos.records.Readings;
import com.khaosbridge.activities.khaos.records.SalesOrder;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxOptions;
import com.khaosbridge.workflows.delivery.OrderLine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a whole shop from the stand-in over HTTP and holds it against what the stand-in knows. */
class SandboxShopTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A running shop, its ERP and its truth. */
  private record Shop(Sandbox sandbox, KhaosControl khaos) implements AutoCloseable {
    static Shop open(long seed) throws IOException {
      Sandbox sandbox = Sandbox.start(SandboxOptions.standard().withSeed(seed));
      URI endpoint = URI.create(sandbox.baseUrl() + "/Khaos.exe/soap/IKosWeb");
      return new Shop(
          sandbox, new KhaosControl(SandboxSite.at("shop", endpoint), new SimpleMeterRegistry()));
    }

    List<JsonNode> truth(String type) throws Exception {
      String lines = send(HttpRequest.newBuilder(uri("/_sandbox/truth")).GET().build());
      return lines
          .lines()
          .map(JSON::readTree)
          .filter(line -> line.get("type").asString().equals(type))
          .toList();
    }

    String post(String path, String body) throws Exception {
      return send(
          HttpRequest.newBuilder(uri(path))
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build());
    }

    private URI uri(String path) {
      return URI.create(sandbox.baseUrl() + path);
    }

    private static String send(HttpRequest request) throws Exception {
      HttpResponse<String> answer =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    }

    @Override
    public void close() throws IOException {
      khaos.close();
      sandbox.close();
    }
  }

  private static String text(JsonNode line, String field) {
    JsonNode value = line.get(field);
    return value == null || value.isNull() ? null : value.asString();
  }

  private static <T> Map<String, T> by(Function<T, String> key, List<T> records) {
    return records.stream().collect(Collectors.toMap(key, Function.identity()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void emailAndConsentOfEveryCustomerAreTheTruth(long seed) throws Exception {
    try (Shop shop = Shop.open(seed)) {
      List<String> urns = shop.khaos().companyCodesChangedSince(null, ErpPriority.FULL_LIST);
      Readings<Company> read = shop.khaos().companies(urns, ErpPriority.CUSTOMERS);
      Map<String, Company> companies = by(Company::urn, read.records());

      assertThat(read.problems()).isEmpty();
      List<JsonNode> truth = shop.truth("customer");
      assertThat(companies).hasSize(truth.size());
      for (JsonNode customer : truth) {
        Company company = companies.get(text(customer, "companyCode"));
        assertThat(company.companyId()).isEqualTo(text(customer, "companyId"));
        assertThat(company.email()).isEqualTo(text(customer, "email"));
        assertThat(company.emailState() == EmailState.VALID)
            .isEqualTo(customer.get("emailValid").asBoolean());
        assertThat(company.consent().name())
            .as("customer %s, %s", company.urn(), company.consentRaw())
            .isEqualTo(text(customer, "consent"));
        assertThat(company.firstName()).isNotBlank();
        assertThat(company.countryCode()).isEqualTo("GB");
        assertThat(company.supplier() || company.hidden() || company.held()).isFalse();
      }
    }
  }

  @Test
  void everyOrdersMoneyAndCustomerAreTheTruthToTheLastDigit() throws Exception {
    try (Shop shop = Shop.open(1)) {
      shop.sandbox().clock().set(shop.sandbox().end());
      Map<String, JsonNode> truth = by(line -> text(line, "orderCode"), shop.truth("invoice"));

      Readings<SalesOrder> read = shop.khaos().orders(truth.keySet(), ErpPriority.HISTORY);

      assertThat(read.problems()).isEmpty();
      assertThat(read.records()).hasSize(truth.size()).hasSizeGreaterThan(100);
      for (SalesOrder order : read.records()) {
        JsonNode invoice = truth.get(order.orderCode());
        BigDecimal goods =
            order.lines().stream().map(OrderLine::exVat).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(goods).isEqualByComparingTo(text(invoice, "goods"));
        assertThat(order.deliveryExVat()).isEqualByComparingTo(text(invoice, "delivery"));
        assertThat(goods.add(order.deliveryExVat()))
            .isEqualByComparingTo(text(invoice, "totalExVat"));
        assertThat(order.urn()).isEqualTo(text(invoice, "customer"));
        assertThat(order.associatedRef()).isEqualTo(text(invoice, "associatedRef"));
        assertThat(order.placedAt()).isEqualTo(Instant.parse(text(invoice, "placedAt")));
        assertThat(order.currency()).isEqualTo("GBP");
        assertThat(order.brand()).isEqualTo("MAIN");
        assertThat(order.salesSource()).isEqualTo("WEB");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.3, 0.6, 1})
  void finalisedAndDespatchedAreTheTruthAtAnyTime(double share) throws Exception {
    try (Shop shop = Shop.open(1)) {
      Instant start = shop.sandbox().clock().now();
      long run = shop.sandbox().end().getEpochSecond() - start.getEpochSecond();
      Instant now = start.plusSeconds((long) (share * run));
      shop.sandbox().clock().set(now);
      List<JsonNode> placed =
          shop.truth("invoice").stream()
              .filter(line -> !Instant.parse(text(line, "placedAt")).isAfter(now))
              .toList();

      Readings<OrderStatus> read =
          shop.khaos().orderStatuses(OrderWindow.sinceEver(now), ErpPriority.HOT_ORDERS);
      Map<String, OrderStatus> statuses = by(OrderStatus::orderCode, read.records());

      assertThat(read.problems()).isEmpty();
      assertThat(statuses).hasSize(placed.size());
      for (JsonNode truth : placed) {
        OrderStatus status = statuses.get(text(truth, "orderCode"));
        OrderStatus.InvoiceStatus invoice = status.invoices().get(0);
        assertThat(status.cancelled()).isFalse();
        assertThat(invoice.invoiceId()).isEqualTo(text(truth, "invoiceId"));
        assertThat(invoice.finalised())
            .as("finalised %s at %s", truth, now)
            .isEqualTo(happened(truth, "issuedAt", now));
        assertThat(invoice.despatched())
            .as("despatched %s at %s", truth, now)
            .isEqualTo(happened(truth, "shippedAt", now));
        if (invoice.consignment() != null) {
          assertThat(invoice.consignment().reference()).isEqualTo(text(truth, "consignment"));
          assertThat(invoice.consignment().courierCode()).isEqualTo(text(truth, "courier"));
          assertThat(invoice.consignment().shippedAt())
              .isEqualTo(Instant.parse(text(truth, "shippedAt")));
        }
      }
      assertThat(shop.khaos().orderStatusesOf(statuses.keySet(), ErpPriority.HOT_ORDERS).records())
          .containsExactlyInAnyOrderElementsOf(read.records());
    }
  }

  private static boolean happened(JsonNode truth, String field, Instant now) {
    String at = text(truth, field);
    // History is finished, whatever times were invented for it.
    return at != null && (!truth.get("live").asBoolean() || !Instant.parse(at).isAfter(now));
  }

  @Test
  void aCustomerWhoChangedIsFoundFromTheCursorOn() throws Exception {
    try (Shop shop = Shop.open(1)) {
      List<String> all = shop.khaos().companyCodesChangedSince(null, ErpPriority.FULL_LIST);
      Instant now = shop.sandbox().clock().now();
      shop.post("/_sandbox/khaos/customers/" + all.get(0), "{\"emailSubscribe\":\"0\"}");

      assertThat(
              shop.khaos()
                  .companyCodesChangedSince(shop.khaos().cursorAfter(now), ErpPriority.CUSTOMERS))
          .containsExactly(all.get(0));
      assertThat(
              shop.khaos()
                  .companies(List.of(all.get(0)), ErpPriority.LIVE_CUSTOMERS)
                  .records()
                  .get(0)
                  .consent()
                  .name())
          .isEqualTo("OPTED_OUT");
    }
  }

  @Test
  void theFlagThatForbidsIsNamedByTheSite() throws Exception {
    try (Shop shop = Shop.open(1)) {
      assertThat(shop.khaos().mailingStatuses(ErpPriority.CUSTOMERS))
          .contains(new MailingStatus(6, "No contact"));
    }
  }
}
