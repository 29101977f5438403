package com.khaosbridge.sandbox.retail;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.store.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrickleCrashTest {
  @TempDir Path directory;

  @Test
  void anOrderThatWasPlacedIsInTheFileAlreadyIfTheSandboxDies() throws IOException {
    Path state = directory.resolve("state.mv");
    Path left = directory.resolve("left.mv");
    LocalDate firstLiveDay = LocalDate.of(2011, 1, 6);
    try (StateStore store = new StateStore(state)) {
      Shop shop =
          TestShops.read(
              store, directory, "100,A1,MUG,2,2011-01-05 10:00:00,1.255,17850.0,United Kingdom\n");
      new Trickle(shop, new Invention(1), firstLiveDay, store)
          .place(Instant.parse("2011-01-06T09:00:00.7Z"));
      Files.copy(state, left);
    }
    try (StateStore store = new StateStore(left)) {
      Shop shop = new Shop(store);
      Document order = shop.document("T000001");
      assertThat(order).isNotNull();
      assertThat(order.placed()).isEqualTo(LocalDateTime.of(2011, 1, 6, 9, 0));
      assertThat(shop.lines("T000001")).isEqualTo(shop.lines("100"));
      assertThat(new Trickle(shop, new Invention(1), firstLiveDay, store).placed()).isEqualTo(1);
    }
  }
}
