package com.khaosbridge.sandbox.retail;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a transactions file into a shop, streaming: of the documents only the one being read is on
 * the heap. A document that the file interrupts is put together again. The document's first line
 * decides its time and its customer.
 */
public final class ShopImport {
  private static final System.Logger LOG = System.getLogger(ShopImport.class.getName());
  private static final int REJECTIONS_LOGGED = 20;
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setIgnoreEmptyLines(true)
          .setTrailingData(true)
          .setLenientEof(true)
          .get();

  private final Shop shop;
  private final Map<String, Shopper> shoppers = new HashMap<>();
  private final List<DocumentLine> open = new ArrayList<>();
  private @Nullable CsvLine openFirst;
  private long lines;
  private long rejected;

  private ShopImport(Shop shop) {
    this.shop = shop;
  }

  /**
   * Replaces what the shop holds by this source.
   *
   * @throws IllegalArgumentException if the source is not in Online Retail format or has no good
   *     line; single bad lines are set aside and counted instead
   */
  public static ShopFacts run(RetailSource source, String sha256, Shop shop) throws IOException {
    shop.clear();
    ShopImport run = new ShopImport(shop);
    try (CSVParser parser =
        FORMAT.parse(new InputStreamReader(source.open(), StandardCharsets.UTF_8))) {
      run.read(parser, source.name());
    } catch (UncheckedIOException e) {
      throw new IOException("The transactions file " + source.name() + " can't be read on.", e);
    }
    ShopFacts facts = run.facts(source.name(), sha256);
    shop.finish(facts);
    return facts;
  }

  private void read(CSVParser parser, String file) {
    Iterator<CSVRecord> records = parser.iterator();
    CsvLines reader = CsvLines.withHeader(records.hasNext() ? records.next() : null, file);
    while (records.hasNext()) {
      CSVRecord csvRecord = records.next();
      try {
        accept(reader.line(csvRecord));
      } catch (CsvLines.BadField e) {
        reject(e.rejected(file, parser.getCurrentLineNumber()));
      }
    }
    flush();
    if (lines == 0) {
      throw new IllegalArgumentException(
          "%s has no line that could be used, %d were set aside.".formatted(file, rejected));
    }
    shoppers.values().forEach(shop::put);
  }

  private void accept(CsvLine line) {
    lines++;
    if (openFirst == null || !openFirst.number().equals(line.number())) {
      flush();
      openFirst = line;
    }
    open.add(line.line());
    String customer = line.customer();
    if (customer != null) {
      boolean order = !line.number().startsWith("C");
      shoppers.merge(
          customer,
          new Shopper(customer, line.country(), order),
          (known, now) ->
              new Shopper(customer, known.country(), known.hasOrders() || now.hasOrders()));
    }
  }

  private void flush() {
    if (openFirst == null) {
      return;
    }
    Document earlier = shop.document(openFirst.number());
    if (earlier == null) {
      shop.put(Document.of(openFirst, open), open);
    } else {
      List<DocumentLine> all = new ArrayList<>(shop.lines(earlier.number()));
      all.addAll(open);
      shop.put(earlier.withLines(all), all);
    }
    openFirst = null;
    open.clear();
  }

  private void reject(RejectedLine line) {
    rejected++;
    shop.put(line);
    if (rejected <= REJECTIONS_LOGGED) {
      LOG.log(Level.WARNING, "Set aside " + line.message());
    }
  }

  private ShopFacts facts(String source, String sha256) {
    Totals totals = new Totals();
    shop.documents(null, null, totals::add);
    LocalDateTime first = totals.first;
    LocalDateTime last = totals.last;
    if (first == null || last == null) {
      throw new IllegalStateException("no document although there are lines");
    }
    return new ShopFacts(
        source,
        sha256,
        first,
        last.toLocalDate(),
        shoppers.size(),
        totals.invoices,
        totals.guestInvoices,
        totals.writeOffs,
        totals.creditNotes,
        lines,
        rejected);
  }

  private static final class Totals {
    private @Nullable LocalDateTime first;
    private @Nullable LocalDateTime last;
    private int invoices;
    private int guestInvoices;
    private int writeOffs;
    private int creditNotes;

    void add(Document document) {
      if (first == null) {
        first = document.placed();
      }
      last = document.placed();
      switch (document.kind()) {
        case INVOICE -> {
          invoices++;
          guestInvoices += document.customer() == null ? 1 : 0;
        }
        case CREDIT_NOTE -> creditNotes++;
        case WRITE_OFF -> writeOffs++;
      }
    }
  }
}
