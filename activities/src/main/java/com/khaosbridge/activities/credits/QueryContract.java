package com.khaosbridge.activities.credits;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a query of a reporting copy must return: which columns, each of which family of types. */
enum QueryContract {
  CREDIT_NOTES(
      "credit-notes",
      List.of(
          new Column(NoteReader.ID, Family.CODE),
          new Column("credit_code", Family.CODE),
          new Column("company_id", Family.CODE),
          new Column("order_code", Family.CODE),
          new Column("issued", Family.LOCAL_TIME),
          new Column("changed", Family.LOCAL_TIME),
          new Column("currency", Family.TEXT),
          new Column("reason", Family.TEXT),
          new Column("line_no", Family.NUMBER),
          new Column("stock_code", Family.CODE),
          new Column("description", Family.TEXT),
          new Column("quantity", Family.NUMBER),
          new Column("net", Family.NUMBER),
          new Column("vat", Family.NUMBER),
          new Column("delivery", Family.FLAG))),
  REFUNDS(
      "refunds",
      List.of(
          new Column(RefundReader.ID, Family.CODE),
          new Column(NoteReader.ID, Family.CODE),
          new Column("paid", Family.LOCAL_TIME),
          new Column("amount", Family.NUMBER),
          new Column("currency", Family.TEXT),
          new Column("changed", Family.LOCAL_TIME))),
  INVOICE_LINES(
      "invoice-lines",
      List.of(
          new Column(InvoiceReader.ID, Family.CODE),
          new Column("order_code", Family.CODE),
          new Column("finalised", Family.FLAG),
          new Column("delivery_net", Family.NUMBER),
          new Column("delivery_vat", Family.NUMBER),
          new Column("line_no", Family.NUMBER),
          new Column("stock_code", Family.CODE),
          new Column("description", Family.TEXT),
          new Column("quantity", Family.NUMBER),
          new Column("unit_net", Family.NUMBER),
          new Column("unit_vat", Family.NUMBER))),
  MERGES(
      "merges",
      List.of(
          new Column("merge_id", Family.CODE),
          new Column("from_company_id", Family.CODE),
          new Column("into_company_id", Family.CODE),
          new Column("changed", Family.LOCAL_TIME)));

  private static final Set<Integer> TEXTS =
      Set.of(
          Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.CLOB,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.LONGNVARCHAR,
          Types.NCLOB);
  private static final Set<Integer> WHOLE =
      Set.of(Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT);
  private static final Set<Integer> EXACT = Set.of(Types.NUMERIC, Types.DECIMAL);
  private static final Set<Integer> FLAGS = Set.of(Types.BOOLEAN, Types.BIT);

  /** Types that hold the same kind of value, whatever the database calls them. */
  enum Family {
    CODE("text or whole numbers"),
    TEXT("text"),
    NUMBER("exact numbers; money is never a binary fraction"),
    LOCAL_TIME("timestamps without a time zone, in London time"),
    FLAG("booleans, or whole numbers 0 and 1");

    private final String words;

    Family(String words) {
      this.words = words;
    }

    private boolean holds(int type, String typeName) {
      return switch (this) {
        case CODE -> TEXTS.contains(type) || WHOLE.contains(type) || EXACT.contains(type);
        case TEXT -> TEXTS.contains(type);
        case NUMBER -> WHOLE.contains(type) || EXACT.contains(type);
        // PostgreSQL's driver calls a timestamp with a zone by the plain type.
        case LOCAL_TIME -> type == Types.TIMESTAMP && !typeName.equalsIgnoreCase("timestamptz");
        case FLAG -> FLAGS.contains(type) || WHOLE.contains(type);
      };
    }
  }

  private record Column(String name, Family family) {}

  private final String query;
  private final List<Column> columns;

  QueryContract(String query, List<Column> columns) {
    this.query = query;
    this.columns = columns;
  }

  String query() {
    return query;
  }

  /** Whether a site may leave it out. */
  boolean optional() {
    return this == INVOICE_LINES || this == MERGES;
  }

  /** The column by which rows of one record are told from those of others. */
  String key() {
    return columns.get(0).name();
  }

  /**
   * Rows of one credit note must be together, or the note would be taken for two.
   *
   * @throws IllegalArgumentException if the query promises no order
   */
  void requireOrder(NamedQuery query) {
    if (this == CREDIT_NOTES && !query.ordered()) {
      throw refused(key(), "the rows come in no order", "Add ORDER BY credit_id, line_no.");
    }
  }

  /**
   * Where the columns are in a result.
   *
   * @throws IllegalArgumentException if one is missing, comes twice, or is of another family
   */
  List<Place> places(ResultSetMetaData result) throws SQLException {
    Map<String, Integer> found = new HashMap<>();
    for (int index = 1; index <= result.getColumnCount(); index++) {
      String label = result.getColumnLabel(index).toLowerCase(Locale.ROOT);
      if (found.put(label, index) != null) {
        throw refused(label, "comes twice", "Name each column of the query once.");
      }
    }
    List<Place> places = new ArrayList<>();
    for (Column column : columns) {
      Integer index = found.get(column.name());
      if (index == null) {
        throw refused(
            column.name(), "missing", "Select it under that name, as null if the site has none.");
      }
      String type = String.valueOf(result.getColumnTypeName(index));
      if (!column.family().holds(result.getColumnType(index), type)) {
        throw refused(
            column.name(),
            "of type " + type,
            "Cast it in the query; it must hold " + column.family().words + ".");
      }
      places.add(new Place(column.name(), index, column.family() == Family.LOCAL_TIME));
    }
    return places;
  }

  private IllegalArgumentException refused(String column, String what, String nextStep) {
    return new IllegalArgumentException(
        "query " + query + ", column " + column + ": " + what + ". " + nextStep);
  }

  /**
   * Where a column is in a result.
   *
   * @param index from 1
   * @param localTime whether it holds times
   */
  record Place(String name, int index, boolean localTime) {}
}
