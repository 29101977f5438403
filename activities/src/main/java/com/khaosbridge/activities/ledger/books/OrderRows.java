package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.credits.InvoicedLines;
import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.persons.Owner;
import com.khaosbridge.workflows.decision.OrderTimes;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.OrderLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The orders and invoices of one transaction, written in batches. */
final class OrderRows {
  private final LedgerDatabase database;
  private final String source;
  private final Duration despatchHorizon;
  private final Instant observedAt;
  private final Lane lane;
  private final List<Object[]> orders = new ArrayList<>();
  private final List<Object[]> invoices = new ArrayList<>();

  OrderRows(
      LedgerDatabase database, String source, OrderTimes times, Instant observedAt, Lane lane) {
    this.database = database;
    this.source = source;
    this.despatchHorizon = times.despatchHorizon();
    this.observedAt = observedAt;
    this.lane = lane;
  }

  void add(ObservedOrder sight, @Nullable Owner owner) {
    OrderFacts status = sight.facts();
    OrderDetail detail = sight.detail();
    boolean allFinalised =
        !status.invoices().isEmpty()
            && status.invoices().stream().allMatch(InvoiceFacts::finalised);
    boolean allDespatched = status.invoices().stream().allMatch(InvoiceFacts::despatched);
    boolean overdue =
        detail != null && detail.placedAt().plus(despatchHorizon).isBefore(observedAt);
    boolean pollTerminal =
        detail != null && (status.cancelled() || (allFinalised && (allDespatched || overdue)));
    orders.add(
        new Object[] {
          source,
          status.orderCode(),
          status.associatedRef(),
          detail == null ? null : detail.urn(),
          owner == null ? null : owner.companyId(),
          detail == null ? null : Columns.at(detail.placedAt()),
          detail == null ? null : detail.businessDate(),
          detail == null ? null : detail.currency(),
          detail == null ? null : detail.terms().currency(),
          detail == null ? null : detail.terms().rate(),
          detail == null ? null : orderNumber(status, detail),
          detail == null ? null : detail.brand(),
          detail == null ? null : detail.salesSource(),
          detail == null ? null : detail.website(),
          sight.absent() ? null : StatusHash.of(status),
          Columns.at(observedAt),
          status.cancelled() ? Columns.at(observedAt) : null,
          status.invoices().stream().anyMatch(InvoiceFacts::inWarehouse)
              ? Columns.at(observedAt)
              : null,
          pollTerminal,
          lane == Lane.LIVE,
          Columns.at(observedAt)
        });
  }

  private static String orderNumber(OrderFacts status, OrderDetail detail) {
    String reference = status.associatedRef();
    return detail.terms().ownOrderNumber() || reference == null || reference.isBlank()
        ? status.orderCode()
        : reference;
  }

  void write() {
    writeOrders();
    writeInvoices();
  }

  private void writeOrders() {
    database
        .batches()
        .batchUpdate(
            """
            insert into sales_order (source, order_code, associated_ref, urn, company_id, placed_at,
              business_date, currency, counted_in, rate, order_number, brand, sales_source, website, status_hash, received_at,
              cancelled_at, in_warehouse_since, poll_terminal, live, observed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (source, order_code) do update set
              associated_ref = coalesce(excluded.associated_ref, sales_order.associated_ref),
              urn = coalesce(excluded.urn, sales_order.urn),
              company_id = coalesce(excluded.company_id, sales_order.company_id),
              placed_at = coalesce(excluded.placed_at, sales_order.placed_at),
              business_date = coalesce(excluded.business_date, sales_order.business_date),
              currency = coalesce(excluded.currency, sales_order.currency),
              counted_in = coalesce(excluded.counted_in, sales_order.counted_in),
              rate = case when sales_order.rate is not null and exists (select 1 from invoice i
                  where i.source = sales_order.source and i.order_code = sales_order.order_code
                    and i.finalised_at is not null)
                then sales_order.rate else coalesce(excluded.rate, sales_order.rate) end,
              order_number = coalesce(excluded.order_number, sales_order.order_number),
              brand = coalesce(excluded.brand, sales_order.brand),
              sales_source = coalesce(excluded.sales_source, sales_order.sales_source),
              website = coalesce(excluded.website, sales_order.website),
              status_hash = excluded.status_hash,
              cancelled_at = coalesce(sales_order.cancelled_at, excluded.cancelled_at),
              in_warehouse_since = coalesce(sales_order.in_warehouse_since,
                excluded.in_warehouse_since),
              poll_terminal = excluded.poll_terminal, observed_at = excluded.observed_at
            """,
            orders);
  }

  /**
   * @param finalisedAt if it is known to be final now and was not before
   * @param despatchedAt likewise
   */
  void add(
      ObservedOrder sight,
      InvoiceFacts invoice,
      int ordinal,
      @Nullable Instant finalisedAt,
      @Nullable Instant despatchedAt) {
    OrderDetail detail = sight.detail();
    InvoicedLines amounts = sight.of(invoice);
    List<OrderLine> lines =
        amounts != null ? amounts.lines() : detail != null ? detail.lines() : null;
    InvoiceFacts.Parcel parcel = invoice.parcel();
    invoices.add(
        new Object[] {
          source,
          invoice.invoiceId(),
          invoice.invoiceCode(),
          sight.facts().orderCode(),
          ordinal,
          invoice.stage(),
          invoice.invoiceDate(),
          Columns.atOrNull(finalisedAt),
          Columns.atOrNull(despatchedAt),
          parcel == null ? null : parcel.reference(),
          parcel == null ? null : parcel.courier(),
          amounts == null ? null : amounts.goodsExVat(),
          amounts == null ? null : amounts.deliveryExVat(),
          amounts == null ? null : amounts.deliveryIncVat(),
          amounts == null ? null : amounts.exVat(),
          lines == null ? null : LinesJson.write(lines),
          amounts != null && sight.lines().containsKey(invoice.invoiceId())
        });
  }

  /** What was final stays: amounts of a finalised invoice are never overwritten. */
  private void writeInvoices() {
    database
        .batches()
        .batchUpdate(
            """
            insert into invoice (source, invoice_id, invoice_code, order_code, ordinal, stage,
              invoice_date, finalised_at, despatched_at, consignment_ref, courier, goods_ex_vat,
              delivery_ex_vat, delivery_inc_vat, total_ex_vat, lines, own_lines)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
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
              lines = case when invoice.finalised_at is null or invoice.total_ex_vat is null
                then coalesce(excluded.lines, invoice.lines) else invoice.lines end,
              own_lines = case when excluded.lines is not null
                  and (invoice.finalised_at is null or invoice.total_ex_vat is null)
                then excluded.own_lines else invoice.own_lines end
            """,
            invoices);
  }
}
