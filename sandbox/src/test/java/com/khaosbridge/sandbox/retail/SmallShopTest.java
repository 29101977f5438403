package com.khaosbridge.sandbox.retail;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.store.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallShopTest {
  @TempDir Path directory;

  @Test
  void theSmallShopHasASampleOfTheRealMess() throws IOException {
    try (StateStore store = new StateStore(directory.resolve("state.mv"))) {
      Shop shop = new Shop(store);
      ShopFacts facts = ShopImport.run(RetailSource.smallShop(), "-", shop);

      assertThat(facts.invoices() + facts.creditNotes() + facts.writeOffs()).isEqualTo(150);
      assertThat(facts.customers()).isEqualTo(36);
      assertThat(facts.guestInvoices()).isEqualTo(10);
      assertThat(facts.writeOffs()).isEqualTo(10);
      assertThat(facts.creditNotes()).isEqualTo(10);
      assertThat(facts.rejectedLines()).isZero();
      assertThat(facts.lastDay()).isEqualTo(LocalDate.of(2011, 6, 10));
      assertThat(facts.firstOfLastDays(10)).isEqualTo(facts.first().toLocalDate());
      assertThat(shop.shopper("26321").hasOrders()).isFalse();
      List<Document> deliveryOnly = new ArrayList<>();
      shop.documents(
          null,
          null,
          document -> {
            if (document.units() == 0 && document.delivery().signum() > 0) {
              deliveryOnly.add(document);
            }
          });
      assertThat(deliveryOnly).hasSize(10);
    }
  }

  @Test
  void theSmallShopNeverChanges() throws IOException {
    assertThat(RetailSource.smallShop().sha256())
        .isEqualTo("a44f9bb515aff754d1be619f7a0e137c1d9ae123dc0928c164e49c4cec786aaa");
  }
}
