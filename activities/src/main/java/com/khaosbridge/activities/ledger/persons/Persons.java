package com.khaosbridge.activities.ledger.persons;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.workflows.delivery.Consent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is true of persons, as decided from all their customers. */
public final class Persons {
  private final LedgerDatabase database;
  private final String source;

  public Persons(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
  }

  /** The URNs of a person's customers. */
  public Map<String, List<String>> urnsOfPersons(Collection<String> personIds) {
    Map<String, List<String>> urns = new HashMap<>();
    database
        .sql()
        .sql(
            "select person_id, urn from customer where source = ? and person_id = any (?) order by"
                + " company_id")
        .params(source, personIds.toArray(String[]::new))
        .query(
            row -> {
              urns.computeIfAbsent(row.getString("person_id"), id -> new ArrayList<>())
                  .add(row.getString("urn"));
            });
    return urns;
  }

  /** The consent of each person: the strictest of its customers. */
  public Map<String, Consent> consentOfPersons(Collection<String> personIds) {
    Map<String, Consent> consents = new HashMap<>();
    database
        .sql()
        .sql("select person_id, consent from customer where source = ? and person_id = any (?)")
        .params(source, personIds.toArray(String[]::new))
        .query(
            row -> {
              consents.merge(
                  row.getString("person_id"),
                  Consent.valueOf(row.getString("consent")),
                  Consent::strictest);
            });
    return consents;
  }

  /** Those of these persons who are on hold in the ERP, as far as the ledger knows. */
  public Set<String> onHold(Collection<String> personIds) {
    return new HashSet<>(
        database
            .sql()
            .sql(
                "select distinct person_id from customer where source = ? and person_id = any (?)"
                    + " and held")
            .params(source, personIds.toArray(String[]::new))
            .query(String.class)
            .list());
  }
}
