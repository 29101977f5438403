package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.outbox.Selection;
import com.khaosbridge.activities.ledger.outbox.StatusSql;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of orders, and what follows when they move on. */
public final class OrderLedger {
  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final CustomerLedger customers;
  private final PendingSignals signals;
  private final Cases cases;
  private final Duration despatchHorizon;
  private final OrderLives lives;

  public OrderLedger(
      LedgerDatabase database,
      String source,
      List<DestinationScope> scopes,
      CustomerLedger customers,
      OrderTimes times) {
    this.database = database;
    this.source = source;
    this.scopes = List.copyOf(scopes);
    this.customers = customers;
    this.signals = new PendingSignals(database, source);
    this.cases = new Cases(database, source);
    this.despatchHorizon = times.despatchHorizon();
    this.lives = new OrderLives(database, source, times);
  }

  /** An order's row, as far as changes need it. */
  record KnownOrder(
      @Nullable Instant receivedAt,
      @Nullable Instant cancelledAt,
      @Nullable Instant inWarehouseSince) {}

  /** An invoice's row, as far as changes need it. */
  record KnownInvoice(@Nullable Instant finalisedAt, @Nullable Instant despatchedAt) {}

  /**
   * Records orders as just read from the ERP. New facts become deliveries, once each; a stage that
   * moves between finalised stages is no change.
   *
   * @param observedAt business time before the read
   * @return how many orders had something new
   */
  public int record(Collection<ObservedOrder> sights, Instant observedAt, Lane lane) {
    return database.inTransaction(() -> recordAll(sights, observedAt, lane));
  }

  private int recordAll(Collection<ObservedOrder> sights, Instant observedAt, Lane lane) {
    database.oneAtATime(CustomerLedger.recordingOf(source));
    List<String> codes = sights.stream().map(sight -> sight.facts().orderCode()).toList();
    Map<String, KnownOrder> orders = knownOrders(codes);
    Map<String, KnownInvoice> invoices = knownInvoices(codes);
    Map<String, CustomerLedger.Known> owners = ownersOf(sights);
    Observations observations = new Observations(database, source);
    OrderDeliveries plan =
        new OrderDeliveries(observations, cases, scopes, announced(codes), observedAt, lane);
    HeldOrders heldOrders = new HeldOrders(database, source, lane, codes);
    List<Object[]> orderRows = new ArrayList<>();
    List<Object[]> invoiceRows = new ArrayList<>();
    OrderNews news = new OrderNews();
    for (ObservedOrder sight : sights) {
      OrderFacts status = sight.facts();
      OrderDetail detail = sight.detail();
      KnownOrder before = orders.get(status.orderCode());
      CustomerLedger.Known owner =
          detail == null || detail.urn() == null ? null : owners.get(detail.urn());
      OrderDeliveries.Subject subject = new OrderDeliveries.Subject(sight, owner, before != null);
      if (before == null || before.receivedAt() == null) {
        plan.received(subject);
        news.add(PendingSignals.Kind.ORDER_RECEIVED, status.orderCode());
      }
      if (heldOrders.goOn(plan, subject)) {
        news.add(PendingSignals.Kind.ORDER_CHANGED, status.orderCode());
      }
      if (status.cancelled() && (before == null || before.cancelledAt() == null)) {
        news.add(PendingSignals.Kind.ORDER_CANCELLED, status.orderCode());
      }
      if (enteredWarehouse(status, before)) {
        news.add(PendingSignals.Kind.ORDER_CHANGED, status.orderCode());
      }
      int ordinal = 0;
      for (InvoiceFacts invoice : status.invoices()) {
        KnownInvoice known = invoices.get(invoice.invoiceId());
        boolean newlyFinalised =
            invoice.finalised() && (known == null || known.finalisedAt() == null);
        boolean newlyDespatched =
            invoice.despatched() && (known == null || known.despatchedAt() == null);
        if (newlyFinalised) {
          plan.finalised(subject, invoice);
          news.add(PendingSignals.Kind.ORDER_INVOICED, status.orderCode());
        }
        if (newlyDespatched) {
          plan.despatched(subject, invoice);
          news.add(PendingSignals.Kind.ORDER_DESPATCHED, status.orderCode());
        }
        invoiceRows.add(
            invoiceRow(
                status,
                invoice,
                ordinal++,
                detail,
                plan,
                newlyFinalised,
                newlyDespatched,
                subject));
      }
      orderRows.add(orderRow(sight, owner, observedAt, lane));
    }
    writeOrders(orderRows);
    writeInvoices(invoiceRows);
    observations.write();
    if (lane == Lane.LIVE) {
      Set<String> created = contactsOwedAgain(news.orders(), owners.values(), observedAt);
      signals.add(PendingSignals.Kind.PERSON_CHANGED, created);
      signals.add(PendingSignals.Kind.PERSON_CHANGED, contactsWantedNow(news.orders()));
      news.tell(signals);
      lives.schedule(news.orders());
    }
    cases.closeAbout(CaseType.DESPATCH_OVERDUE, PassedDeadlines.ORDER, news.left());
    return news.orders().size();
  }

  private static boolean enteredWarehouse(OrderFacts status, @Nullable KnownOrder before) {
    return status.invoices().stream().anyMatch(InvoiceFacts::inWarehouse)
        && (before == null || before.inWarehouseSince() == null);
  }

  /** An order makes a person worth a contact that the creation policy had left out. */
  private Set<String> contactsOwedAgain(
      Set<String> changed, Collection<CustomerLedger.Known> owners, Instant observedAt) {
    if (changed.isEmpty() || owners.isEmpty()) {
      return Set.of();
    }
    return new CreationPolicy(database, source, scopes)
        .oweAgain(
            owners.stream().map(CustomerLedger.Known::personId).distinct().toList(), observedAt);
  }

  /** A live order's contact must not wait for its turn in history. */
  private Set<String> contactsWantedNow(Set<String> orderCodes) {
    Selection ofTheirPersons =
        Selection.where(
            """
            d.source = ? and d.kind in ('CONTACT', 'CONSENT')
              and d.person_id in (select o.person_id from delivery o where o.source = d.source
                and o.order_code = any (?) and o.lane = 'LIVE' and o.status %s)
            """
                .formatted(StatusSql.IN_FLIGHT),
            source,
            orderCodes.toArray(String[]::new));
    return new Deliveries(database, source)
        .hurry(ofTheirPersons).stream()
            .map(contact -> Objects.requireNonNull(contact.personId()))
            .collect(Collectors.toSet());
  }

  private Map<String, CustomerLedger.Known> ownersOf(Collection<ObservedOrder> sights) {
    List<String> urns = new ArrayList<>();
    for (ObservedOrder sight : sights) {
      OrderDetail detail = sight.detail();
      if (detail != null && detail.urn() != null) {
        urns.add(detail.urn());
      }
    }
    return customers.knownByUrn(urns);
  }

  private Object[] orderRow(
      ObservedOrder sight, CustomerLedger.@Nullable Known owner, Instant observedAt, Lane lane) {
    OrderFacts status = sight.facts();
    OrderDetail detail = sight.detail();
    boolean allFinalised =
        !status.invoices().isEmpty()
            && status.invoices().stream().allMatch(InvoiceFacts::finalised);
    boolean allDespatched = status.invoices().stream().allMatch(InvoiceFacts::despatched);
    boolean overdue =
        detail != null && detail.placedAt().plus(despatchHorizon).isBefore(observedAt);
    boolean settled =
        detail != null && (status.cancelled() || (allFinalised && (allDespatched || overdue)));
    return new Object[] {
      source,
      status.orderCode(),
      status.associatedRef(),
      detail == null ? null : detail.urn(),
      owner == null ? null : owner.companyId(),
      detail == null ? null : Columns.at(detail.placedAt()),
      detail == null ? null : detail.businessDate(),
      detail == null ? null : detail.currency(),
      detail == null ? null : detail.brand(),
      detail == null ? null : detail.salesSource(),
      detail == null ? null : detail.website(),
      sight.absent() ? null : StatusHash.of(status),
      Columns.at(observedAt),
      status.cancelled() ? Columns.at(observedAt) : null,
      status.invoices().stream().anyMatch(InvoiceFacts::inWarehouse)
          ? Columns.at(observedAt)
          : null,
      settled,
      lane == Lane.LIVE,
      Columns.at(observedAt)
    };
  }

  private void writeOrders(List<Object[]> rows) {
    database
        .batches()
        .batchUpdate(
            """
            insert into sales_order (source, order_code, associated_ref, urn, company_id, placed_at,
              business_date, currency, brand, sales_source, website, status_hash, received_at,
              cancelled_at, in_warehouse_since, settled, live, observed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (source, order_code) do update set
              associated_ref = coalesce(excluded.associated_ref, sales_order.associated_ref),
              urn = coalesce(excluded.urn, sales_order.urn),
              company_id = coalesce(excluded.company_id, sales_order.company_id),
              placed_at = coalesce(excluded.placed_at, sales_order.placed_at),
              business_date = coalesce(excluded.business_date, sales_order.business_date),
              currency = coalesce(excluded.currency, sales_order.currency),
              brand = coalesce(excluded.brand, sales_order.brand),
              sales_source = coalesce(excluded.sales_source, sales_order.sales_source),
              website = coalesce(excluded.website, sales_order.website),
              status_hash = excluded.status_hash,
              cancelled_at = coalesce(sales_order.cancelled_at, excluded.cancelled_at),
              in_warehouse_since = coalesce(sales_order.in_warehouse_since,
                excluded.in_warehouse_since),
              settled = excluded.settled, observed_at = excluded.observed_at
            """,
            rows);
  }

  private Object[] invoiceRow(
      OrderFacts status,
      InvoiceFacts invoice,
      int ordinal,
      @Nullable OrderDetail detail,
      OrderDeliveries plan,
      boolean newlyFinalised,
      boolean newlyDespatched,
      OrderDeliveries.Subject subject) {
    boolean amounts = detail != null && status.invoices().size() == 1;
    List<OrderLine> lines = detail == null ? List.of() : detail.lines();
    BigDecimal goods = detail == null ? BigDecimal.ZERO : detail.goodsExVat();
    InvoiceFacts.Parcel parcel = invoice.parcel();
    return new Object[] {
      source,
      invoice.invoiceId(),
      invoice.invoiceCode(),
      status.orderCode(),
      ordinal,
      invoice.stage(),
      invoice.invoiceDate(),
      newlyFinalised ? Columns.at(plan.finalisedAt(subject)) : null,
      newlyDespatched ? Columns.at(plan.despatchedAt(subject, invoice)) : null,
      parcel == null ? null : parcel.reference(),
      parcel == null ? null : parcel.courier(),
      amounts ? goods : null,
      amounts && detail != null ? detail.deliveryExVat() : null,
      amounts && detail != null ? detail.deliveryIncVat() : null,
      amounts && detail != null ? goods.add(detail.deliveryExVat()) : null,
      detail == null ? null : LinesJson.write(lines)
    };
  }

  /** What was final stays: amounts of a finalised invoice are never overwritten. */
  private void writeInvoices(List<Object[]> rows) {
    database
        .batches()
        .batchUpdate(
            """
            insert into invoice (source, invoice_id, invoice_code, order_code, ordinal, stage,
              invoice_date, finalised_at, despatched_at, consignment_ref, courier, goods_ex_vat,
              delivery_ex_vat, delivery_inc_vat, total_ex_vat, lines)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            on conflict (source, invoice_id) do update set
              invoice_code = excluded.invoice_code, stage = excluded.stage,
              invoice_date = coalesce(excluded.invoice_date, invoice.invoice_date),
              finalised_at = coalesce(invoice.finalised_at, excluded.finalised_at),
              despatched_at = coalesce(invoice.despatched_at, excluded.despatched_at),
              consignment_ref = coalesce(invoice.consignment_ref, excluded.consignment_ref),
              courier = coalesce(invoice.courier, excluded.courier),
              goods_ex_vat = case when invoice.finalised_at is null or invoice.goods_ex_vat is null
                then coalesce(excluded.goods_ex_vat, invoice.goods_ex_vat) else invoice.goods_ex_vat end,
              delivery_ex_vat = case when invoice.finalised_at is null or invoice.delivery_ex_vat is null
                then coalesce(excluded.delivery_ex_vat, invoice.delivery_ex_vat) else invoice.delivery_ex_vat end,
              delivery_inc_vat = case when invoice.finalised_at is null or invoice.delivery_inc_vat is null
                then coalesce(excluded.delivery_inc_vat, invoice.delivery_inc_vat) else invoice.delivery_inc_vat end,
              total_ex_vat = case when invoice.finalised_at is null or invoice.total_ex_vat is null
                then coalesce(excluded.total_ex_vat, invoice.total_ex_vat) else invoice.total_ex_vat end,
              lines = case when invoice.finalised_at is null or invoice.lines is null
                then coalesce(excluded.lines, invoice.lines) else invoice.lines end
            """,
            rows);
  }

  /** The events that these orders have at each destination, whatever became of them. */
  private Set<String> announced(Collection<String> orderCodes) {
    Set<String> announced = new HashSet<>();
    database
        .sql()
        .sql(
            "select destination, business_key from delivery where source = ? and order_code = any"
                + " (?) and kind = 'EVENT'")
        .params(source, orderCodes.toArray(String[]::new))
        .query(
            row -> {
              announced.add(
                  OrderDeliveries.announcement(
                      row.getString("destination"), row.getString("business_key")));
            });
    return announced;
  }

  private Map<String, KnownOrder> knownOrders(Collection<String> codes) {
    Map<String, KnownOrder> known = new HashMap<>();
    database
        .sql()
        .sql(
            "select order_code, received_at, cancelled_at, in_warehouse_since from sales_order where source = ? and"
                + " order_code = any (?)")
        .params(source, codes.toArray(String[]::new))
        .query(
            row -> {
              known.put(
                  row.getString("order_code"),
                  new KnownOrder(
                      Columns.instant(row, "received_at"),
                      Columns.instant(row, "cancelled_at"),
                      Columns.instant(row, "in_warehouse_since")));
            });
    return known;
  }

  private Map<String, KnownInvoice> knownInvoices(Collection<String> codes) {
    Map<String, KnownInvoice> known = new HashMap<>();
    database
        .sql()
        .sql(
            "select invoice_id, finalised_at, despatched_at from invoice where source = ? and"
                + " order_code = any (?)")
        .params(source, codes.toArray(String[]::new))
        .query(
            row -> {
              known.put(
                  row.getString("invoice_id"),
                  new KnownInvoice(
                      Columns.instant(row, "finalised_at"), Columns.instant(row, "despatched_at")));
            });
    return known;
  }

  /**
   * The codes of those of these orders that stand differently from how they were last recorded, or
   * that are new.
   */
  public Set<String> changedAmong(Collection<OrderFacts> orders) {
    Map<String, @Nullable String> known = new HashMap<>();
    database
        .sql()
        .sql(
            "select order_code, encode(status_hash, 'hex') as hash from sales_order where source ="
                + " ? and order_code = any (?)")
        .params(source, orders.stream().map(OrderFacts::orderCode).toArray(String[]::new))
        .query(
            row -> {
              known.put(row.getString("order_code"), row.getString("hash"));
            });
    return orders.stream()
        .filter(order -> !StatusHash.hex(order).equals(known.get(order.orderCode())))
        .map(OrderFacts::orderCode)
        .collect(Collectors.toSet());
  }

  /**
   * Expects nothing more of orders that are final, but were not despatched within the horizon: they
   * change no more, so that no look at them would say so.
   */
  public int settleOverdue(Instant businessNow) {
    return database
        .sql()
        .sql(
            """
            update sales_order o set settled = true
            where o.source = ? and not o.settled and o.placed_at < ?
              and exists (select 1 from invoice i where i.source = o.source
                and i.order_code = o.order_code)
              and not exists (select 1 from invoice i where i.source = o.source
                and i.order_code = o.order_code and i.finalised_at is null)
            """)
        .params(source, Columns.at(businessNow.minus(despatchHorizon)))
        .update();
  }

  /** The codes of the orders from which something more is expected, to be polled by id. */
  public List<String> unsettled() {
    return database
        .sql()
        .sql(
            "select order_code from sales_order where source = ? and not settled order by order_code")
        .param(source)
        .query(String.class)
        .list();
  }

  /** An invoice with its order, as rows need it. */
  public record InvoicedOrder(
      String orderCode,
      String orderNumber,
      String invoiceId,
      Instant placedAt,
      java.time.LocalDate businessDate,
      String currency,
      String brand,
      List<OrderLine> lines,
      @Nullable BigDecimal deliveryExVat,
      @Nullable BigDecimal deliveryIncVat,
      @Nullable BigDecimal totalExVat,
      boolean despatched,
      boolean finalised,
      @Nullable String consignmentRef,
      @Nullable String courier) {}

  /** The first invoice of each of these orders, by order code. */
  public Map<String, InvoicedOrder> sales(Collection<String> orderCodes) {
    Map<String, InvoicedOrder> sales = new HashMap<>();
    database
        .sql()
        .sql(
            """
            select o.order_code, coalesce(nullif(o.associated_ref, ''), o.order_code) as order_number,
              o.placed_at, o.business_date, o.currency, o.brand, i.*
            from sales_order o join invoice i on i.source = o.source and i.order_code = o.order_code
            where o.source = ? and o.order_code = any (?) and o.placed_at is not null
            order by i.ordinal desc
            """)
        .params(source, orderCodes.toArray(String[]::new))
        .query(
            row -> {
              sales.put(row.getString("order_code"), sale(row));
            });
    return sales;
  }

  private static InvoicedOrder sale(ResultSet row) throws SQLException {
    String lines = row.getString("lines");
    return new InvoicedOrder(
        row.getString("order_code"),
        row.getString("order_number"),
        row.getString("invoice_id"),
        Columns.requiredInstant(row, "placed_at"),
        row.getObject("business_date", java.time.LocalDate.class),
        row.getString("currency"),
        row.getString("brand") == null ? "" : row.getString("brand"),
        lines == null ? List.of() : LinesJson.read(lines),
        row.getBigDecimal("delivery_ex_vat"),
        row.getBigDecimal("delivery_inc_vat"),
        row.getBigDecimal("total_ex_vat"),
        row.getObject("despatched_at") != null,
        row.getObject("finalised_at") != null,
        row.getString("consignment_ref"),
        row.getString("courier"));
  }
}
