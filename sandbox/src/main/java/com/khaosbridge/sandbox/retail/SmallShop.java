package com.khaosbridge.sandbox.retail;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;

/**
 * A shop small enough to watch: 36 customers, 15 documents a day over ten days, in the format of
 * the real file and with samples of its mess. It never changes, whatever the seed of a run; its
 * numbers are such that with seed 1 every variant of e-mail and consent occurs, and a live order
 * that gets stuck.
 */
final class SmallShop {
  private static final LocalDate FIRST_DAY = LocalDate.of(2011, 6, 1);
  private static final int DAYS = 10;
  private static final int DOCUMENTS_A_DAY = 15;
  private static final int CUSTOMERS = 36;
  private static final int FIRST_CUSTOMER = 26286;
  private static final int FIRST_DOCUMENT = 600116;
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final String[] PRODUCTS = {
    "30001,ENAMEL MUG,3.25",
    "30002,TEA TOWEL,4.95",
    "30003A,PAPER LANTERN WHITE,1.65",
    "30003B,PAPER LANTERN RED,1.65",
    "30004,GARDEN TWINE,2.1",
    "30005,SET OF 6 EGG CUPS,7.5",
    "30006,\"CUSHION, STRIPED\",12.75",
    "30007,WOODEN SPOON,0.85",
    "30008,CANDLE,0.425",
    "30009,\"\"\"HOME\"\" DOOR SIGN\",5.95",
  };

  private SmallShop() {}

  static byte[] csv() {
    StringBuilder csv =
        new StringBuilder(
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");
    Random random = new Random(20110601);
    int number = FIRST_DOCUMENT;
    for (int day = 0; day < DAYS; day++) {
      LocalDateTime at = FIRST_DAY.plusDays(day).atTime(8, 5);
      for (int k = 0; k < DOCUMENTS_A_DAY; k++) {
        at = at.plusMinutes(10 + random.nextInt(40));
        document(csv, number, k, at, random);
        number++;
      }
    }
    return csv.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The place in the day decides the document's sort, so that every day has every sort. */
  private static void document(
      StringBuilder csv, int number, int place, LocalDateTime at, Random random) {
    String customer = (FIRST_CUSTOMER + number * 17 % (CUSTOMERS - 1)) + ".0";
    switch (place) {
      case 3 -> products(csv, Integer.toString(number), at, "", random, 2);
      case 6 -> line(csv, Integer.toString(number), "30007", "damaged", -4, at, "0.0", "");
      case 9 -> {
        String owner = number % 2 == 0 ? customer : (FIRST_CUSTOMER + CUSTOMERS - 1) + ".0";
        line(csv, "C" + number, "30002", "TEA TOWEL", -1, at, "4.95", owner);
      }
      case 12 -> {
        line(csv, Integer.toString(number), "30001", "ENAMEL MUG", 2, at, "3.25", customer);
        line(csv, Integer.toString(number), "30001", "ENAMEL MUG", 2, at, "3.25", customer);
        line(csv, Integer.toString(number), "POST", "POSTAGE", 1, at, "3.95", customer);
      }
      case 14 -> line(csv, Integer.toString(number), "POST", "POSTAGE", 1, at, "18.0", customer);
      default ->
          products(csv, Integer.toString(number), at, customer, random, 1 + random.nextInt(6));
    }
  }

  private static void products(
      StringBuilder csv, String number, LocalDateTime at, String customer, Random random, int n) {
    for (int i = 0; i < n; i++) {
      String product = PRODUCTS[random.nextInt(PRODUCTS.length)];
      int first = product.indexOf(',');
      int last = product.lastIndexOf(',');
      line(
          csv,
          number,
          product.substring(0, first),
          product.substring(first + 1, last),
          1 + random.nextInt(12),
          at,
          product.substring(last + 1),
          customer);
    }
  }

  private static void line(
      StringBuilder csv,
      String number,
      String code,
      String description,
      int quantity,
      LocalDateTime at,
      String price,
      String customer) {
    csv.append(
        String.format(
            Locale.ROOT,
            "%s,%s,%s,%d,%s,%s,%s,United Kingdom\n",
            number,
            code,
            description,
            quantity,
            DATE.format(at),
            price,
            customer));
  }
}
