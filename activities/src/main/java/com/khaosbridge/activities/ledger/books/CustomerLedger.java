package com.khaosbridge.activities.ledger.books;

import com.khaosbridge.activities.ledger.Columns;
import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.cases.Cases;
import com.khaosbridge.activities.ledger.outbox.ConsentThere;
import com.khaosbridge.activities.ledger.outbox.Deliveries;
import com.khaosbridge.activities.ledger.outbox.Dependants;
import com.khaosbridge.activities.ledger.outbox.NewDelivery;
import com.khaosbridge.activities.ledger.outbox.PendingSignals;
import com.khaosbridge.activities.ledger.outbox.Selection;
import com.khaosbridge.activities.ledger.outbox.StatusSql;
import com.khaosbridge.activities.ledger.persons.AddressState;
import com.khaosbridge.activities.ledger.persons.ContactRule;
import com.khaosbridge.workflows.decision.DeliveryPlan;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.Change;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryKind;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.DestinationScope;
import com.khaosbridge.workflows.delivery.Exclusion;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import com.khaosbridge.workflows.delivery.Lane;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the ledger knows of customers, and what follows when they change. */
public final class CustomerLedger {

  private final LedgerDatabase database;
  private final String source;
  private final List<DestinationScope> scopes;
  private final Cases cases;
  private final PendingSignals signals;
  private final Dependants dependants;
  private final Deliveries deliveries;

  public CustomerLedger(LedgerDatabase database, String source, List<DestinationScope> scopes) {
    this.database = database;
    this.source = source;
    this.scopes = List.copyOf(scopes);
    this.cases = new Cases(database, source);
    this.signals = new PendingSignals(database, source);
    this.deliveries = new Deliveries(database, source);
    this.dependants = new Dependants(database, source);
  }

  /**
   * A customer as the ledger has it.
   *
   * @param exclusion why there is no contact, null if there may be one
   */
  record Known(
      String companyId,
      String urn,
      String personId,
      byte[] profileHash,
      Consent consent,
      Instant observedAt,
      @Nullable ExclusionReason exclusion) {}

  /**
   * Records customers as just read from the ERP. What changed becomes deliveries; what did not
   * change leaves no trace.
   *
   * @param observedAt business time before the read
   * @return how many customers were new or changed
   */
  public int record(Collection<CustomerFacts> customers, Instant observedAt, Lane lane) {
    return database.inTransaction(() -> recordAll(customers, observedAt, lane));
  }

  private int recordAll(Collection<CustomerFacts> customers, Instant observedAt, Lane lane) {
    database.oneAtATime(recordingOf(source));
    Map<String, CustomerFacts> byId = new HashMap<>();
    customers.forEach(customer -> byId.put(customer.companyId(), customer));
    Map<String, Known> known = knownByCompanyId(byId.keySet());
    Observations observations = new Observations(database, source);
    CustomerRows rows = new CustomerRows(database, source);
    List<String> changedPersons = new ArrayList<>();
    List<String> unreachable = new ArrayList<>();
    int changed = 0;
    for (CustomerFacts customer : byId.values()) {
      Known before = known.get(customer.companyId());
      boolean profileChanged =
          before == null || !Arrays.equals(before.profileHash(), customer.profileHash());
      boolean consentChanged = before == null || before.consent() != customer.consent();
      if (!profileChanged && !consentChanged) {
        continue;
      }
      changed++;
      String personId = before == null ? customer.companyId() : before.personId();
      // Who becomes reachable may be at a destination already, with another consent.
      boolean consentOwed =
          consentChanged
              || (before != null && before.exclusion() != null && exclusionOf(customer) == null);
      rows.add(customer, personId, observedAt);
      if (consentChanged) {
        rows.turned(customer, before, observedAt);
      }
      if (before != null) {
        supersede(personId, profileChanged, consentOwed);
        if (exclusionOf(customer) != null) {
          unreachable.add(personId);
        }
      }
      if (profileChanged) {
        plan(observations, Change.CUSTOMER_PROFILE, customer, personId, observedAt, lane);
      }
      if (consentOwed) {
        plan(observations, Change.CUSTOMER_CONSENT, customer, personId, observedAt, lane);
      }
      changedPersons.add(personId);
    }
    rows.write();
    observations.write();
    excludeWithContact(unreachable);
    if (lane == Lane.LIVE) {
      signals.add(PendingSignals.Kind.PERSON_CHANGED, changedPersons);
    }
    return changed;
  }

  /**
   * What recording customers and orders of a source has to itself: two looks at the same record
   * must not both find it new.
   */
  static String recordingOf(String source) {
    return "record " + source;
  }

  private void plan(
      Observations observations,
      Change change,
      CustomerFacts customer,
      String personId,
      Instant at,
      Lane lane) {
    long seq = observations.add(change, personId, personId, null, at, at, lane, false, null);
    for (DestinationScope scope : scopes) {
      for (DeliveryPlan.PlannedDelivery owed :
          DeliveryPlan.owed(scope, change, at, lane == Lane.LIVE)) {
        observations.add(
            new NewDelivery(
                scope.name(),
                owed.kind(),
                null,
                personId,
                seq,
                personId,
                null,
                null,
                lane,
                DeliveryPlan.priority(owed.kind(), null, customer.consent() == Consent.OPTED_OUT),
                null,
                start(scope, owed.kind(), customer, personId),
                at,
                null));
      }
    }
  }

  private NewDelivery.Start start(
      DestinationScope scope, DeliveryKind kind, CustomerFacts customer, String personId) {
    ExclusionReason exclusion = exclusionOf(customer);
    if (exclusion != null) {
      // Whoever has a contact already must still be opted out, most of all when put on hold.
      boolean optOut = kind == DeliveryKind.CONSENT && customer.consent() == Consent.OPTED_OUT;
      return optOut && mayHaveContact(scope.name(), personId)
          ? new NewDelivery.Start.Planned()
          : new NewDelivery.Start.Excluded(exclusion);
    }
    if (kind == DeliveryKind.CONSENT && customer.consent() == Consent.UNKNOWN) {
      return new NewDelivery.Start.Held(
          cases.open(
              scope.name(),
              CaseType.CONSENT_UNKNOWN,
              ConsentThere.UNKNOWN_CAUSE,
              ConsentThere.UNKNOWN_HAPPENED));
    }
    return new NewDelivery.Start.Planned();
  }

  private static @Nullable ExclusionReason exclusionOf(CustomerFacts customer) {
    return ContactRule.exclusion(
        customer.address(), customer.supplier(), customer.hidden(), customer.held());
  }

  /** What waits for a contact that is excluded now waits no longer. */
  private void excludeWithContact(List<String> persons) {
    for (String personId : persons) {
      for (DestinationScope scope : scopes) {
        if (!mayHaveContact(scope.name(), personId)) {
          dependants.followContact(scope.name(), personId);
        }
      }
    }
  }

  /** Whether the destination has a contact of this person, or a call is just making it. */
  private boolean mayHaveContact(String destination, String personId) {
    return database
        .sql()
        .sql(
            """
            select exists (select 1 from contact_link
                where destination = ? and source = ? and person_id = ?)
              or exists (select 1 from delivery where destination = ? and source = ?
                and person_id = ? and kind = 'CONTACT' and status %s)
            """
                .formatted(StatusSql.CLAIMED))
        .params(destination, source, personId, destination, source, personId)
        .query(Boolean.class)
        .single();
  }

  /** What was not sent yet gives way to what is newer. */
  private void supersede(String personId, boolean contact, boolean consent) {
    List<String> kinds = new ArrayList<>();
    if (contact) {
      kinds.add(DeliveryKind.CONTACT.name());
    }
    if (consent) {
      kinds.add(DeliveryKind.CONSENT.name());
    }
    Selection unsent =
        Selection.where(
                "d.source = ? and d.person_id = ? and d.kind = any (?)",
                source,
                personId,
                kinds.toArray(String[]::new))
            .standing(
                DeliveryStatus.HELD,
                DeliveryStatus.PLANNED,
                DeliveryStatus.WAITING,
                DeliveryStatus.READY);
    deliveries.exclude(unsent, Exclusion.of(ExclusionReason.SUPERSEDED));
  }

  /** The customers of these URNs, by URN; of several, the one seen last with it. */
  Map<String, Known> knownByUrn(Collection<String> urns) {
    return known("urn", urns, Known::urn);
  }

  private Map<String, Known> knownByCompanyId(Collection<String> companyIds) {
    return known("company_id", companyIds, Known::companyId);
  }

  private Map<String, Known> known(
      String column, Collection<String> values, java.util.function.Function<Known, String> key) {
    Map<String, Known> found = new HashMap<>();
    database
        .sql()
        .sql(
            "select * from customer where source = ? and "
                + column
                + " = any (?) order by observed_at, company_id")
        .params(source, values.toArray(String[]::new))
        .query(CustomerLedger::read)
        .list()
        .forEach(known -> found.put(key.apply(known), known));
    return found;
  }

  /** URNs among these that the ledger does not know. */
  public List<String> unknown(Collection<String> urns) {
    Map<String, Known> known = knownByUrn(urns);
    return urns.stream().distinct().filter(urn -> !known.containsKey(urn)).toList();
  }

  private static Known read(ResultSet row, int n) throws SQLException {
    return new Known(
        row.getString("company_id"),
        row.getString("urn"),
        row.getString("person_id"),
        Objects.requireNonNull(row.getBytes("profile_hash")),
        Consent.valueOf(row.getString("consent")),
        Columns.requiredInstant(row, "observed_at"),
        ContactRule.exclusion(
            AddressState.valueOf(row.getString("email_state")),
            row.getBoolean("supplier"),
            row.getBoolean("hidden"),
            row.getBoolean("held")));
  }
}
