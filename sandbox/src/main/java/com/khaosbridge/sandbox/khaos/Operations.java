package com.khaosbridge.sandbox.khaos;

import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.retail.Customer;
import com.khaosbridge.sandbox.retail.Customers;
import com.khaosbridge.sandbox.retail.Document;
import com.khaosbridge.sandbox.retail.Ownership;
import com.khaosbridge.sandbox.retail.Shop;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the operations do. None has paging; an id that is unknown is left out silently; if nothing
 * matches, a text result is empty.
 */
final class Operations {
  private static final int COMPANY_BY_URN = 1;
  private static final int STATUS_BY_ORDER_CODE = 3;
  private static final int STATUS_BY_ASSOCIATED_REF = 4;
  private static final int ORDER_BY_ORDER_CODE = 1;
  private static final String ASSOCIATED_REF_PREFIX = "WEB";

  private final Shop shop;
  private final Erp erp;
  private final Customers customers;
  private final Ownership ownership;

  Operations(Shop shop, Erp erp, Customers customers, Ownership ownership) {
    this.shop = shop;
    this.erp = erp;
    this.customers = customers;
    this.ownership = ownership;
  }

  /**
   * An answer.
   *
   * @param lines how much it holds, which decides how long it takes
   */
  record Result(Response response, int lines) {}

  /**
   * Does what is asked.
   *
   * @param share of what there is to answer, from the first on; 1 for all
   */
  Result execute(SoapCall call, double share) throws SoapFault {
    return switch (call.operation()) {
      case GET_COMPANY_LIST -> companyList(call, share);
      case EXPORT_COMPANY -> companies(call, share);
      case EXPORT_ORDER_STATUS_EX -> orderStatus(call, share);
      case EXPORT_ORDERS -> orders(call, share);
      case GET_MAILING_STATUS_LIST -> mailingStatuses(call.operation(), share);
    };
  }

  private static <T> List<T> first(double share, List<T> all) {
    return all.subList(0, (int) Math.floor(all.size() * share));
  }

  /** Customers whose record changed at {@code LastUpdated} or later. */
  private Result companyList(SoapCall call, double share) throws SoapFault {
    List<String> all = new ArrayList<>();
    customers.changedSince(call.since("LastUpdated"), all::add);
    List<String> codes = first(share, all);
    XmlOut xml =
        Soap.response(call.operation())
            .open("return")
            .attribute("xsi:type", "NS2:TCompanyList")
            .open("List")
            .attribute("xsi:type", "SOAP-ENC:Array")
            .attribute("SOAP-ENC:arrayType", "NS2:TCompanyItem[" + codes.size() + "]");
    for (String code : codes) {
      xml.open("item").attribute("xsi:type", "NS2:TCompanyItem");
      encoded(xml, "CompanyCode", "xsd:string", code);
      encoded(xml, "OtherRef", "xsd:string", "");
      xml.close();
    }
    return new Result(Soap.finish(xml.close().close()), codes.size());
  }

  private Result companies(SoapCall call, double share) throws SoapFault {
    mapping(call, Set.of(COMPANY_BY_URN));
    List<Customer> found = new ArrayList<>();
    for (String code : new LinkedHashSet<>(call.list("CompanyCode"))) {
      Customer customer = customers.withUrn(code);
      if (customer != null) {
        found.add(customer);
      }
    }
    CompanyXml xml = new CompanyXml();
    first(share, found).forEach(xml::add);
    return new Result(Soap.text(call.operation(), xml.text()), xml.companies());
  }

  /**
   * Order status. No public source says what {@code DateFrom} and {@code DateTo} select; here it is
   * the order date, both included. Ids, dates and stages each restrict if given. All orders of the
   * shop come from the web, are confirmed and not cancelled, so {@code WebOnly}, {@code
   * ConfirmedOnly} and {@code IncludeCancelled} change nothing.
   */
  private Result orderStatus(SoapCall call, double share) throws SoapFault {
    List<String> ids = call.list("IDs");
    int mapping =
        ids.isEmpty() ? 0 : mapping(call, Set.of(STATUS_BY_ORDER_CODE, STATUS_BY_ASSOCIATED_REF));
    call.flag("WebOnly");
    call.flag("ConfirmedOnly");
    call.flag("IncludeCancelled");
    LocalDateTime from = call.date("DateFrom");
    LocalDateTime to = call.date("DateTo");
    Set<Integer> stages = stages(call);
    OrderStatusXml xml = new OrderStatusXml(call.flag("IncludeTracking"));
    List<Order> found = new ArrayList<>();
    if (ids.isEmpty()) {
      erp.orders(from, to, order -> addIf(found, order, from, to, stages));
    } else {
      String prefix =
          mapping == STATUS_BY_ORDER_CODE ? Document.ORDER_CODE_PREFIX : ASSOCIATED_REF_PREFIX;
      for (String id : new LinkedHashSet<>(ids)) {
        Order order = find(id, prefix);
        if (order != null) {
          addIf(found, order, from, to, stages);
        }
      }
    }
    first(share, found).forEach(xml::add);
    return new Result(Soap.text(call.operation(), xml.text()), xml.orders());
  }

  private static void addIf(
      List<Order> found,
      Order order,
      @Nullable LocalDateTime from,
      @Nullable LocalDateTime to,
      Set<Integer> stages) {
    LocalDateTime placed = order.document().placed();
    if ((from == null || !placed.isBefore(from))
        && (to == null || !placed.isAfter(to))
        && (stages.isEmpty()
            || order.invoices().stream().anyMatch(shown -> stages.contains(shown.stage().id())))) {
      found.add(order);
    }
  }

  private static Set<Integer> stages(SoapCall call) throws SoapFault {
    Set<Integer> stages = new LinkedHashSet<>();
    for (String stage : call.list("InvoiceStageIDs")) {
      try {
        stages.add(Integer.valueOf(stage));
      } catch (NumberFormatException e) {
        throw new SoapFault(
            SoapFault.Code.SERVER, "'InvoiceStageIDs' is not a list of integer values", e);
      }
    }
    return stages;
  }

  private Result orders(SoapCall call, double share) throws SoapFault {
    mapping(call, Set.of(ORDER_BY_ORDER_CODE));
    List<Document> found = new ArrayList<>();
    for (String id : new LinkedHashSet<>(call.list("IDs"))) {
      Order order = find(id, Document.ORDER_CODE_PREFIX);
      if (order != null) {
        found.add(order.document());
      }
    }
    OrdersXml xml = new OrdersXml();
    for (Document document : first(share, found)) {
      String customer = ownership.customerOf(document);
      xml.add(
          document,
          shop.lines(document.number()),
          customer == null ? null : customers.customer(customer));
    }
    return new Result(Soap.text(call.operation(), xml.text()), xml.lines());
  }

  private static Result mailingStatuses(Operation operation, double share) {
    List<MailingStatus> all = first(share, List.of(MailingStatus.values()));
    XmlOut xml =
        Soap.response(operation)
            .open("return")
            .attribute("xsi:type", "SOAP-ENC:Array")
            .attribute("SOAP-ENC:arrayType", "NS2:TMailingStatus[" + all.size() + "]");
    for (MailingStatus status : all) {
      xml.open("item").attribute("xsi:type", "NS2:TMailingStatus");
      encoded(xml, "ID", "xsd:int", Integer.toString(status.id()));
      encoded(xml, "Description", "xsd:string", status.description());
      xml.close();
    }
    return new Result(Soap.finish(xml.close()), all.size());
  }

  private @Nullable Order find(String id, String prefix) {
    return id.startsWith(prefix) ? erp.order(id.substring(prefix.length())) : null;
  }

  private static int mapping(SoapCall call, Set<Integer> known) throws SoapFault {
    int mapping = call.number("MappingType");
    if (!known.contains(mapping)) {
      throw SoapFault.server(
          "MappingType %d is not supported by %s".formatted(mapping, call.operation().soapName()));
    }
    return mapping;
  }

  private static void encoded(XmlOut xml, String name, String type, String value) {
    xml.open(name).attribute("xsi:type", type);
    if (!value.isEmpty()) {
      xml.text(value);
    }
    xml.close();
  }
}
