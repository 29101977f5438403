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
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the sandbox's ERP really has, told by the sandbox itself. */
final class Truth {
  private final Map<String, Person> persons = new TreeMap<>();
  private final Map<String, Person> byEmail = new HashMap<>();
  private final Map<String, Invoice> invoices = new TreeMap<>();
  private final Set<String> creditCodes = new HashSet<>();
  private final Map<String, BigDecimal> credits = new HashMap<>();
  private final List<Turn> turns = new ArrayList<>();
  private final List<Merge> merges = new ArrayList<>();

  private Truth() {}

  /**
   * A customer; {@code id} is the {@code COMPANY_ID}.
   *
   * @param email in lower case; null if there is none or it is not valid
   * @param mayBeOptedIn null if the truth does not say
   * @param gone whether the ERP has the customer no more
   */
  private record Customer(
      String id,
      @Nullable String email,
      String consent,
      boolean hasOrders,
      @Nullable Boolean mayBeOptedIn,
      boolean gone) {}

  /**
   * One or more customers that are one human.
   *
   * @param ids their {@code COMPANY_ID}s
   * @param emails the valid ones of those whom the ERP has
   * @param consent the strictest of those whom the ERP has
   * @param goneSaidNo whether one whom the ERP has no more was opted out to the last
   */
  record Person(
      List<String> ids,
      Set<String> emails,
      String consent,
      boolean hasOrders,
      boolean mayBeOptedIn,
      boolean goneSaidNo) {
    private static Person of(List<Customer> customers) {
      List<Customer> living = customers.stream().filter(one -> !one.gone()).toList();
      List<String> consents = living.stream().map(Customer::consent).toList();
      String consent =
          List.of("OPTED_OUT", "UNKNOWN", "OPTED_IN").stream()
              .filter(consents::contains)
              .findFirst()
              .orElse("OPTED_OUT");
      Boolean said = customers.get(0).mayBeOptedIn();
      return new Person(
          customers.stream().map(Customer::id).toList(),
          living.stream()
              .map(Customer::email)
              .filter(Objects::nonNull)
              .collect(Collectors.toCollection(TreeSet::new)),
          consent,
          customers.stream().anyMatch(Customer::hasOrders),
          said == null ? consent.equals("OPTED_IN") : said,
          customers.stream().anyMatch(one -> one.gone() && one.consent().equals("OPTED_OUT")));
    }

    /** Whether the creation policy gives this person a contact. */
    boolean wantsContact() {
      return !emails.isEmpty() && (hasOrders || consent.equals("OPTED_IN"));
    }
  }

  /** A person's consent that became another: in the ERP, or by their own act at a destination. */
  record Turn(Person person, String side, String to) {}

  /** A customer that was merged into another; both are {@code COMPANY_ID}s. */
  record Merge(String from, String into) {}

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

  static Truth read(Lines lines) throws IOException {
    Truth truth = new Truth();
    Map<String, String> idOfUrn = new HashMap<>();
    Map<String, List<Customer>> byPerson = new TreeMap<>();
    lines.read(
        line -> {
          if (line.get("type").asString().equals("customer")) {
            Customer customer = customer(line);
            idOfUrn.put(line.get("companyCode").asString(), customer.id());
            String alone = customer.email() == null ? "none: " + customer.id() : customer.email();
            byPerson
                .computeIfAbsent(line.path("person").asString(alone), none -> new ArrayList<>())
                .add(customer);
          }
        });
    for (List<Customer> customers : byPerson.values()) {
      Person person = Person.of(customers);
      person.ids().forEach(id -> truth.persons.put(id, person));
      person.emails().forEach(email -> truth.byEmail.put(email, person));
    }
    lines.read(
        line -> {
          switch (line.get("type").asString()) {
            case "invoice" -> truth.add(line, idOfUrn);
            case "creditNote" -> truth.addCredit(line, idOfUrn);
            case "consentFlip" -> truth.addTurn(line);
            case "merge" ->
                truth.merges.add(
                    new Merge(line.get("from").asString(), line.get("into").asString()));
            default -> {
              // Customers are known, refunds move no money of orders, and the rest shows in these.
            }
          }
        });
    return truth;
  }

  private static Customer customer(JsonNode line) {
    boolean valid = line.get("emailValid").booleanValue();
    JsonNode may = line.get("mayBeOptedIn");
    return new Customer(
        line.get("companyId").asString(),
        valid ? line.get("email").asString().strip().toLowerCase(Locale.ROOT) : null,
        line.get("consent").asString(),
        line.get("hasOrders").booleanValue(),
        may == null ? null : may.booleanValue(),
        line.has("gone"));
  }

  private void addTurn(JsonNode line) {
    Person person = persons.get(line.get("customer").asString());
    if (person != null) {
      turns.add(new Turn(person, line.get("side").asString(), line.get("to").asString()));
    }
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

  /**
   * Whose contact this is: of whom it bears the id, else whose e-mail it has; null if of nobody in
   * the ERP.
   */
  @Nullable Person personOf(ContactThere contact) {
    String id = contact.personId();
    Person person = id == null ? null : persons.get(id);
    if (person == null && contact.email() != null) {
      return byEmail.get(contact.email());
    }
    return person;
  }

  /** Whose customer this is, by {@code COMPANY_ID}; null if nobody's in the ERP. */
  @Nullable Person personOf(String companyId) {
    return persons.get(companyId);
  }

  /** In the order in which they happened. */
  List<Turn> turns() {
    return turns;
  }

  List<Merge> merges() {
    return merges;
  }

  Set<Person> persons() {
    return new LinkedHashSet<>(persons.values());
  }

  /** By order code. */
  Map<String, Invoice> invoices() {
    return invoices;
  }
}
