package com.khaosbridge.demo;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the sandbox's ERP really has, told by the sandbox itself. */
final class Truth {
  private final Map<String, Person> persons = new TreeMap<>();
  private final Map<String, Invoice> invoices = new TreeMap<>();
  private final Set<String> creditCodes = new HashSet<>();
  private final Map<String, BigDecimal> credits = new HashMap<>();

  private Truth() {}

  /** A customer; {@code id} is the {@code COMPANY_ID}. */
  private record Customer(String id, boolean emailValid, String consent, boolean hasOrders) {}

  /**
   * One or more customers with one e-mail.
   *
   * @param ids their {@code COMPANY_ID}s
   * @param consent the strictest
   */
  record Person(List<String> ids, boolean emailValid, String consent, boolean hasOrders) {
    private static Person of(List<Customer> customers) {
      List<String> consents = customers.stream().map(Customer::consent).toList();
      return new Person(
          customers.stream().map(Customer::id).toList(),
          customers.stream().anyMatch(Customer::emailValid),
          List.of("OPTED_OUT", "UNKNOWN", "OPTED_IN").stream()
              .filter(consents::contains)
              .findFirst()
              .orElseThrow(),
          customers.stream().anyMatch(Customer::hasOrders));
    }

    /** Whether the creation policy gives this person a contact. */
    boolean wantsContact() {
      return emailValid && (hasOrders || consent.equals("OPTED_IN"));
    }
  }

  /** An invoice; {@code person} is null for a guest. */
  record Invoice(
      String orderCode,
      String orderNumber,
      @Nullable Person person,
      BigDecimal totalExVat,
      boolean live,
      boolean shipped) {

    boolean wantsDelivery() {
      return person != null && person.wantsContact();
    }
  }

  static Truth read(SandboxAccess sandbox) throws IOException {
    Truth truth = new Truth();
    Map<String, String> idOfUrn = new HashMap<>();
    Map<String, List<Customer>> byAddress = new TreeMap<>();
    sandbox.readTruth(
        line -> {
          if (line.get("type").asString().equals("customer")) {
            String id = line.get("companyId").asString();
            idOfUrn.put(line.get("companyCode").asString(), id);
            boolean valid = line.get("emailValid").booleanValue();
            String address =
                valid
                    ? line.get("email").asString().strip().toLowerCase(Locale.ROOT)
                    : "none: " + id;
            byAddress
                .computeIfAbsent(address, none -> new ArrayList<>())
                .add(
                    new Customer(
                        id,
                        valid,
                        line.get("consent").asString(),
                        line.get("hasOrders").booleanValue()));
          }
        });
    for (List<Customer> customers : byAddress.values()) {
      Person person = Person.of(customers);
      person.ids().forEach(id -> truth.persons.put(id, person));
    }
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
            id == null ? null : persons.get(id),
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

  /** What a person was credited, exVat, zero or more. */
  BigDecimal credits(Person person) {
    return person.ids().stream()
        .map(id -> credits.getOrDefault(id, BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  Set<Person> persons() {
    return new LinkedHashSet<>(persons.values());
  }

  /** By order code. */
  Map<String, Invoice> invoices() {
    return invoices;
  }
}
