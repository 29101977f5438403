package com.khaosbridge.sandbox.retail;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.RealData;
import com.khaosbridge.sandbox.contacts.GivenConsent;
import com.khaosbridge.sandbox.contacts.SeededContact;
import com.khaosbridge.sandbox.store.StateStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures that were published with the data. */
class RealFileTest {
  @TempDir Path directory;

  @Test
  void theRealFileGivesItsPublishedFigures() throws IOException {
    RetailSource source = RetailSource.file(RealData.file());
    try (StateStore store = new StateStore(directory.resolve("state.mv"))) {
      Shop shop = new Shop(store);
      ShopFacts facts = ShopImport.run(source, source.sha256(), shop);

      assertThat(facts.sha256())
          .isEqualTo("e5ac4f2f73592c33d2b014ef2d0b5b446dd24cdecaeb5c784bf6b413fd4ce4d9");
      assertThat(facts.lines()).isEqualTo(245_903);
      assertThat(facts.rejectedLines()).isZero();
      assertThat(facts.customers()).isEqualTo(3_002);
      assertThat(facts.invoices() - facts.guestInvoices()).isEqualTo(8_803);
      assertThat(facts.guestInvoices()).isEqualTo(857);
      assertThat(facts.writeOffs()).isEqualTo(1_129);
      assertThat(facts.creditNotes()).isEqualTo(2_006);

      Map<Document.Kind, BigDecimal> known = new HashMap<>();
      Map<String, BigDecimal> net = new HashMap<>();
      shop.documents(
          null,
          null,
          document -> {
            if (document.customer() != null) {
              known.merge(document.kind(), document.totalExVat(), BigDecimal::add);
              net.merge(document.customer(), document.totalExVat(), BigDecimal::add);
            }
          });
      assertThat(known.get(Document.Kind.INVOICE)).isEqualByComparingTo("3993805.651");
      assertThat(known.get(Document.Kind.CREDIT_NOTE)).isEqualByComparingTo("-265304.40");
      assertThat(net.get("14646")).isEqualByComparingTo("135957.11");
      assertThat(net.get("18102")).isEqualByComparingTo("106443.34");
      assertThat(net.get("12415")).isEqualByComparingTo("73717.01");
      assertThat(shop.lines("542806")).hasSize(shop.document("542806").lines());
      assertThat(shop.document("543599").totalExVat()).isEqualByComparingTo("0");
    }
  }

  /** Counted apart, by the published formulas. */
  @Test
  void theRetailerOverTheRealFileHasThePublishedShares() throws IOException {
    RetailSource source = RetailSource.file(RealData.file());
    try (StateStore store = new StateStore(directory.resolve("state.mv"))) {
      Shop shop = new Shop(store);
      ShopFacts facts = ShopImport.run(source, source.sha256(), shop);
      Invention invention = new Invention(1);
      Trickle trickle = new Trickle(shop, invention, facts.firstOfLastDays(2), store);
      Scenario retailer = Scenario.of("retailer", shop, trickle, invention);

      List<Shopper> seconds = new ArrayList<>();
      retailer
          .shopperNumbers()
          .forEachRemaining(
              number -> {
                if (shop.shopper(number) == null) {
                  seconds.add(retailer.shopper(number));
                }
              });
      assertThat(seconds).hasSize(1_011);
      assertThat(seconds).filteredOn(Shopper::hasOrders).hasSize(328);

      BigDecimal[] moved = {BigDecimal.ZERO};
      int[] orders = {0};
      shop.documents(
          null,
          null,
          document -> {
            if (!Objects.equals(retailer.ownerOf(document), document.customer())) {
              orders[0]++;
              moved[0] = moved[0].add(document.totalExVat());
            }
          });
      assertThat(orders[0]).isEqualTo(632);
      assertThat(moved[0]).isEqualByComparingTo("331737.47");

      List<SeededContact> before = new ArrayList<>();
      retailer.contactsBefore(before::add);
      assertThat(before)
          .filteredOn(contact -> contact.kind() == SeededContact.Kind.ADOPTABLE)
          .hasSize(876)
          .filteredOn(contact -> contact.consent() == GivenConsent.OPTED_OUT)
          .hasSize(172);
      assertThat(before).hasSize(876 + 500);
    }
  }
}
