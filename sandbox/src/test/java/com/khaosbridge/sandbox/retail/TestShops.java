package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.store.StateStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Shops for tests, read from text. */
public final class TestShops {
  public static final String HEADER =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

  private TestShops() {}

  public static Shop read(StateStore store, Path directory, String lines) throws IOException {
    Path file =
        Files.writeString(directory.resolve("shop.csv"), HEADER + lines, StandardCharsets.UTF_8);
    Shop shop = new Shop(store);
    ShopImport.run(RetailSource.file(file), "-", shop);
    return shop;
  }

  /** The customers of the default scenario, seed 1. */
  public static Customers customers(Shop shop, StateStore store) {
    return new Customers(
        new DefaultScenario(shop, new Invention(1)),
        new Invention(1),
        UkTime.instant(shop.facts().first()),
        store);
  }

  /** Whose its documents are. */
  public static Ownership ownership(Shop shop, StateStore store) {
    return new Ownership(new DefaultScenario(shop, new Invention(1)), store);
  }
}
