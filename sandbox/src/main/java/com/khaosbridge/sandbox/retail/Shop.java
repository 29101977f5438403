package com.khaosbridge.sandbox.retail;

import com.khaosbridge.sandbox.store.Json;
import com.khaosbridge.sandbox.store.StateStore;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * The transactions on disk: documents, their lines, customers. Thread-safe for any number of
 * readers and one writer.
 */
public final class Shop {
  private static final String FACTS = "facts";

  private final MVMap<String, String> documents;
  private final MVMap<String, String> lines;
  private final MVMap<String, String> byPlaced;
  private final MVMap<String, String> shoppers;
  private final MVMap<String, String> rejected;
  private final MVMap<String, String> about;

  /** The shop in this store, empty until a file was imported. */
  public Shop(StateStore store) {
    this.documents = store.map("retail.documents");
    this.lines = store.map("retail.lines");
    this.byPlaced = store.map("retail.byPlaced");
    this.shoppers = store.map("retail.shoppers");
    this.rejected = store.map("retail.rejected");
    this.about = store.map("retail.about");
  }

  /** Whether a file was imported to its end. */
  public boolean complete() {
    return about.containsKey(FACTS);
  }

  /**
   * What was imported.
   *
   * @throws IllegalStateException if nothing was, or not to the end
   */
  public ShopFacts facts() {
    String facts = about.get(FACTS);
    if (facts == null) {
      throw new IllegalStateException("no transactions file was imported to its end");
    }
    return Json.mapper().readValue(facts, ShopFacts.class);
  }

  public @Nullable Document document(String number) {
    String json = documents.get(number);
    return json == null ? null : Json.mapper().readValue(json, Document.class);
  }

  /** A document's lines in file order; the ordinal of the first is 1. */
  public List<DocumentLine> lines(String number) {
    String json = lines.get(number);
    return json == null ? List.of() : decodeLines(json);
  }

  /** The same as JSON, an array of lines. */
  public String linesJson(String number) {
    return lines.getOrDefault(number, "[]");
  }

  /** Every document placed at {@code from} or later and not after {@code to}, in that order. */
  public void documents(
      @Nullable LocalDateTime from, @Nullable LocalDateTime to, Consumer<Document> reader) {
    Iterator<String> keys = byPlaced.keyIterator(from == null ? "" : UkTime.text(from));
    String end = to == null ? "~" : UkTime.text(to) + "~";
    while (keys.hasNext()) {
      String key = keys.next();
      if (key.compareTo(end) > 0) {
        return;
      }
      Document document = document(key.substring(key.indexOf('|') + 1));
      if (document != null) {
        reader.accept(document);
      }
    }
  }

  public @Nullable Shopper shopper(String number) {
    String json = shoppers.get(number);
    return json == null ? null : Json.mapper().readValue(json, Shopper.class);
  }

  /** Every customer number, in the order of its text. */
  public Iterator<String> shopperNumbers() {
    return shoppers.keyIterator("");
  }

  public void rejectedLines(Consumer<RejectedLine> reader) {
    for (Iterator<String> keys = rejected.keyIterator(""); keys.hasNext(); ) {
      reader.accept(Json.mapper().readValue(rejected.get(keys.next()), RejectedLine.class));
    }
  }

  void clear() {
    about.clear();
    documents.clear();
    lines.clear();
    byPlaced.clear();
    shoppers.clear();
    rejected.clear();
  }

  void put(Document document, List<DocumentLine> all) {
    // In this order, so that a document that a reader finds has its lines.
    lines.put(document.number(), Json.mapper().writeValueAsString(all));
    documents.put(document.number(), Json.mapper().writeValueAsString(document));
    byPlaced.put(UkTime.text(document.placed()) + "|" + document.number(), "");
  }

  void put(Shopper shopper) {
    shoppers.put(shopper.number(), Json.mapper().writeValueAsString(shopper));
  }

  void put(RejectedLine line) {
    rejected.put("%012d".formatted(line.line()), Json.mapper().writeValueAsString(line));
  }

  void finish(ShopFacts facts) {
    about.put(FACTS, Json.mapper().writeValueAsString(facts));
  }

  private static List<DocumentLine> decodeLines(String json) {
    return Arrays.asList(Json.mapper().readValue(json, DocumentLine[].class));
  }
}
