package com.khaosbridge.activities.ledger;

import static com.khaosbridge.activities.ledger.CustomerInErp.aCustomer;
import static com.khaosbridge.activities.ledger.OrderInErp.anOrder;
import static com.khaosbridge.activities.ledger.TestLedger.SOURCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.ledger.reports.PersonExport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A person is given all that is held about them, and nothing about others. */
class PersonExportTest {
  private TestLedger ledger;

  @BeforeEach
  void open() {
    ledger = TestLedger.open();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private JsonNode export(CustomerInErp customer) {
    return JsonMapper.builder()
        .build()
        .readTree(
            new PersonExport(ledger.database, SOURCE)
                .of(customer.urn(), "jo", "asked by letter")
                .orElseThrow());
  }

  @Test
  void allCustomersOfThePersonAndTheirOrdersAreInIt() {
    CustomerInErp one = ledger.linked(aCustomer().optedIn());
    CustomerInErp two = aCustomer().optedOut().atTheAddressOf(one).livingWith(one);
    ledger.sees(two);
    ledger.sees(anOrder().of(two).over("10.125").finalised());
    ledger.deliverAll();

    JsonNode all = export(one);

    assertThat(all.get("customers").findValuesAsString("company_id"))
        .containsExactly(one.id(), two.id());
    assertThat(all.get("orders")).hasSize(1);
    assertThat(all.get("invoices").findValuesAsString("total_ex_vat"))
        .as("to the last digit")
        .containsExactly("10.125");
    assertThat(all.get("consentInKhaosControl")).hasSize(2);
    assertThat(all.get("contacts")).hasSize(2);
    assertThat(all.get("consentAtDestinations")).isNotEmpty();
    assertThat(all.get("deliveries").findValuesAsString("kind"))
        .contains("CONTACT", "CONSENT", "ORDER", "EVENT");
  }

  @Test
  void nothingOfSomebodyElseIsInIt() {
    CustomerInErp one = ledger.linked(aCustomer().optedIn());
    CustomerInErp other = ledger.linked(aCustomer().optedIn());
    ledger.sees(anOrder().of(other).finalised());
    ledger.deliverAll();

    JsonNode all = export(one);

    assertThat(all.get("orders")).isEmpty();
    assertThat(all.toString()).doesNotContain(other.urn()).doesNotContain(other.id());
  }

  @Test
  void theAuditSaysWhoAskedForItAndWhy() {
    CustomerInErp customer = ledger.linked(aCustomer().optedIn());

    export(customer);

    assertThat(
            ledger.value(
                String.class,
                "select actor || ' ' || action || ' ' || subject || ' ' || detail from audit"))
        .isEqualTo("jo export person " + customer.person() + " asked by letter");
    assertThat(export(customer).get("decisions").findValuesAsString("action")).contains("export");
  }

  @Test
  void whoIsUnknownHasNoExportAndNoLineInTheAudit() {
    assertThat(new PersonExport(ledger.database, SOURCE).of("U0", "jo", "why")).isEmpty();
    assertThat(ledger.value(Long.class, "select count(*) from audit")).isZero();
  }
}
