package com.khaosbridge.sandbox.retail;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.RealData;
import com.khaosbridge.sandbox.store.StateStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
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
}
