package com.khaosbridge.activities.khaos.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.khaosbridge.activities.khaos.soap.Answers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrderStatusReaderTest {
  private static final String CONSIGNMENT =
      "<CONSIGNMENT><CONSIGNMENT_REF>CN1</CONSIGNMENT_REF><COURIER_CODE>DPD</COURIER_CODE>"
          + "<COURIER_DESC>DPD UK</COURIER_DESC><SHIP_DATE>2011-06-02T10:00:00</SHIP_DATE>"
          + "</CONSIGNMENT>";

  private OrderStatus read(InvoiceRules with, String invoices) throws UnreadableRecord {
    return new OrderStatusReader(with, new ErpTime(ZoneId.of("Europe/London")))
        .read(
            Answers.node(
                "<ORDER_STATUS ASSOCIATED_REF=\"WEB1\" SORDER_CODE=\"SO1\"><INVOICES>"
                    + invoices
                    + "</INVOICES></ORDER_STATUS>"));
  }

  private OrderStatus read(String invoices) throws UnreadableRecord {
    return read(InvoiceRules.DEFAULT, invoices);
  }

  private static String invoice(String id, int stage, String inner) {
    return "<INVOICE INVOICE_ID=\""
        + id
        + "\" INVOICE_CODE=\"I"
        + id
        + "\" INVOICE_DATE=\"2011-06-01T00:00:00\" INVOICE_STAGE_ID=\""
        + stage
        + "\">"
        + inner
        + "</INVOICE>";
  }

  private RecordProblem problem(String invoices) {
    return catchThrowableOfType(UnreadableRecord.class, () -> read(invoices)).problem();
  }

  @Test
  void anInvoiceWithItsConsignmentIsRead() throws UnreadableRecord {
    OrderStatus order = read(invoice("INV1", 70, CONSIGNMENT));

    assertThat(order.orderCode()).isEqualTo("SO1");
    assertThat(order.associatedRef()).isEqualTo("WEB1");
    assertThat(order.cancelled()).isFalse();
    assertThat(order.invoices())
        .containsExactly(
            new OrderStatus.InvoiceStatus(
                "INV1",
                "IINV1",
                70,
                LocalDate.of(2011, 6, 1),
                false,
                true,
                true,
                new OrderStatus.Consignment(
                    "CN1", "DPD", "DPD UK", Instant.parse("2011-06-02T09:00:00Z"))));
  }

  @ParameterizedTest
  @CsvSource({
    "9, false",
    "14, false",
    "15, false",
    "16, false",
    "20, false",
    "70, true",
    "71, true",
    "72, true",
    "73, true"
  })
  void beingFinalisedNeverImpliesBeingDespatched(int stage, boolean finalised)
      throws UnreadableRecord {
    OrderStatus.InvoiceStatus invoice = read(invoice("A", stage, "")).invoices().get(0);

    assertThat(invoice.finalised()).isEqualTo(finalised);
    assertThat(invoice.despatched()).isFalse();
  }

  @Test
  void aConsignmentWithoutReferenceIsNoEvidence() throws UnreadableRecord {
    assertThat(
            read(invoice("A", 14, "<CONSIGNMENT><CONSIGNMENT_REF/></CONSIGNMENT>"))
                .invoices()
                .get(0)
                .despatched())
        .isFalse();
  }

  @Test
  void aConfiguredStageMayBeEvidenceToo() throws UnreadableRecord {
    InvoiceRules byStage =
        new InvoiceRules(
            Stages.DEFAULT,
            new DespatchRule(DespatchRule.Evidence.CONSIGNMENT_OR_STAGE, Set.of(16)));

    assertThat(read(byStage, invoice("A", 16, "")).invoices().get(0).despatched()).isTrue();
    assertThat(read(byStage, invoice("A", 70, "")).invoices().get(0).despatched()).isFalse();
    assertThat(read(byStage, invoice("A", 12, CONSIGNMENT)).invoices().get(0).despatched())
        .isTrue();
  }

  @Test
  void anOrderIsCancelledIfAllItsInvoicesAre() throws UnreadableRecord {
    assertThat(read(invoice("A", 1, "")).cancelled()).isTrue();
    assertThat(read(invoice("A", 1, "") + invoice("B", 1, "")).cancelled()).isTrue();
    assertThat(read(invoice("A", 1, "") + invoice("B", 70, "")).cancelled()).isFalse();
    assertThat(read("").cancelled()).isFalse();
  }

  @Test
  void invoicesWithoutIdAreKnownByTheirPlace() throws UnreadableRecord {
    OrderStatus order =
        read("<INVOICE INVOICE_STAGE_ID=\"12\"/><INVOICE INVOICE_STAGE_ID=\"70\"/>");

    assertThat(order.invoices())
        .extracting(OrderStatus.InvoiceStatus::invoiceId)
        .containsExactly("SO1/1", "SO1/2");
    assertThat(order.invoices().get(0).invoiceDate()).isNull();
    assertThat(order.invoices().get(0).invoiceCode()).isEmpty();
  }

  @Test
  void aZeroInvoiceDateIsNone() throws UnreadableRecord {
    String invoice = invoice("A", 12, "").replace("2011-06-01", "1899-12-30");

    assertThat(read(invoice).invoices().get(0).invoiceDate()).isNull();
  }

  @Test
  void valuesMayBeElementsInsteadOfAttributes() throws UnreadableRecord {
    OrderStatus order =
        new OrderStatusReader(InvoiceRules.DEFAULT, new ErpTime(ZoneId.of("Europe/London")))
            .read(
                Answers.node(
                    "<ORDER_STATUS><SORDER_CODE>SO9</SORDER_CODE><INVOICES><INVOICE>"
                        + "<INVOICE_ID>X</INVOICE_ID><INVOICE_STAGE_ID>70</INVOICE_STAGE_ID>"
                        + "<CONSIGNMENTS>"
                        + CONSIGNMENT
                        + "</CONSIGNMENTS></INVOICE></INVOICES></ORDER_STATUS>"));

    assertThat(order.invoices().get(0).finalised()).isTrue();
    assertThat(order.invoices().get(0).despatched()).isTrue();
  }

  @Test
  void anUnknownStageIsAProblem() {
    RecordProblem problem = problem(invoice("A", 42, ""));

    assertThat(problem.toString())
        .isEqualTo(
            "order status SO1, field INVOICE_STAGE_ID: the unknown stage 42. Say in khaos.stages"
                + " what the stage means, then read the record again.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<INVOICE INVOICE_ID=\"A\"/>",
        "<INVOICE INVOICE_ID=\"A\" INVOICE_STAGE_ID=\"\"/>",
        "<INVOICE INVOICE_ID=\"A\" INVOICE_STAGE_ID=\"PICKING\"/>"
      })
  void aStageMustBeThereAndBeANumber(String invoice) {
    assertThat(problem(invoice).field()).isEqualTo("INVOICE_STAGE_ID");
  }

  @Test
  void aBadDateIsAProblem() {
    assertThat(problem(invoice("A", 12, "").replace("2011-06-01", "2011-13-01")).field())
        .isEqualTo("INVOICE_DATE");
    assertThat(problem(invoice("A", 12, CONSIGNMENT.replace("2011-06-02", "2.6.11"))).field())
        .isEqualTo("SHIP_DATE");
  }

  @Test
  void oneIdOnTwoInvoicesIsAProblem() {
    assertThat(problem(invoice("A", 12, "") + invoice("A", 70, "")).field())
        .isEqualTo("INVOICE_ID");
  }

  @Test
  void anOrderWithoutCodeIsAProblemUnderItsOtherReference() {
    UnreadableRecord fault =
        catchThrowableOfType(
            UnreadableRecord.class,
            () ->
                new OrderStatusReader(InvoiceRules.DEFAULT, new ErpTime(ZoneId.of("Europe/London")))
                    .read(Answers.node("<ORDER_STATUS ASSOCIATED_REF=\"WEB7\"/>")));

    assertThat(fault.problem().key()).isEqualTo("WEB7");
    assertThat(fault.problem().field()).isEqualTo("SORDER_CODE");
  }
}
