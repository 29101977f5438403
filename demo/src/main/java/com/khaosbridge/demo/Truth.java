package com.khaosbridge.demo;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the sandbox's ERP really has, told by the sandbox itself. */
final class Truth {
  private final Map<String, Customer> customers = new TreeMap<>();
  private final Map<String, Invoice> invoices = new TreeMap<>();
  private final Set<String> creditCodes = new HashSet<>();
  private final Map<String, BigDecimal> credits = new HashMap<>();

  private Truth() {}

  /** A customer; {@code id} is the {@code COMPANY_ID}. */
  record Customer(String id, boolean emailValid, String consent, boolean hasOrders) {

    /** Whether the creation policy gives this customer a contact. */
    boolean wantsContact() {
      return emailValid && (hasOrders || consent.equals("OPTED_IN"));
    }
  }

  /** An invoice; {@code customer} is null for a guest. */
  record Invoice(
      String orderCode,
      String orderNumber,
      @Nullable Customer customer,
      BigDecimal totalExVat,
      boolean live,
      boolean shipped) {

    boolean wantsDelivery() {
      return customer != null && customer.wantsContact();
    }
  }

  static Truth read(SandboxAccess sandbox) throws IOException {
    Truth truth = new Truth();
    Map<String, String> idOfUrn = new HashMap<>();
    sandbox.readTruth(
        line -> {
          if (line.get("type").asString().equals("customer")) {
            String id = line.get("companyId").asString();
            idOfUrn.put(line.get("companyCode").asString(), id);
            truth.customers.put(
                id,
                new Customer(
                    id,
                    line.get("emailValid").booleanValue(),
                    line.get("consent").asString(),
                    line.get("hasOrders").booleanValue()));
          }
        });
    sandbox.readTruth(
        line -> {
          switch (line.get("type").asString()) {
            case "invoice" -> truth.add(line, idOfUrn);
            case "creditNote" -> truth.addCredit(line, idOfUrn);
            default -> {
              // Customers are known, and refunds move no money of orders.
            }
          }
        });
    return truth;
  }

  private void add(JsonNode line, Map<String, String> idOfUrn) {
    JsonNode urn = line.get("customer");
    String id = urn == null || urn.isNull() ? null : idOfUrn.get(urn.asString());
    JsonNode shipped = line.get("shipped");
    String code = line.get("orderCode").asString();
    invoices.put(
        code,
        new Invoice(
            code,
            line.get("associatedRef").asString(),
            id == null ? null : customers.get(id),
            new BigDecimal(line.get("totalExVat").asString()),
            line.get("live").booleanValue(),
            shipped != null && !shipped.isNull()));
  }

  private void addCredit(JsonNode line, Map<String, String> idOfUrn) {
    if (!line.get("exported").booleanValue()) {
      return;
    }
    creditCodes.add(line.get("documentCode").asString());
    JsonNode urn = line.get("customer");
    String id = urn == null || urn.isNull() ? null : idOfUrn.get(urn.asString());
    if (id != null) {
      credits.merge(id, new BigDecimal(line.get("totalExVat").asString()).abs(), BigDecimal::add);
    }
  }

  boolean isCredit(String code) {
    return creditCodes.contains(code);
  }

  /** What a customer was credited, exVat, zero or more. */
  BigDecimal credits(String customerId) {
    return credits.getOrDefault(customerId, BigDecimal.ZERO);
  }

  Map<String, Customer> customers() {
    return customers;
  }

  /** By order code. */
  Map<String, Invoice> invoices() {
    return invoices;
  }
}
