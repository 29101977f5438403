package com.khaosbridge.activities.ledger.reports;

import com.khaosbridge.activities.ledger.LedgerDatabase;
import com.khaosbridge.activities.ledger.persons.Persons;
import com.khaosbridge.workflows.delivery.CaseType;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import com.khaosbridge.workflows.delivery.ExclusionReason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What comes of the consents that contacts have and the ERP has, in counts. */
public final class ConsentPreview {
  private static final int AT_ONCE = 1000;
  private static final int NAME_CHARACTERS = 8;

  private final LedgerDatabase database;
  private final String source;
  private final Persons persons;

  public ConsentPreview(LedgerDatabase database, String source) {
    this.database = database;
    this.source = source;
    this.persons = new Persons(database, source);
  }

  /** Persons of whom the same is true. */
  public record Line(String erp, String there, String change, boolean toApprove, long persons) {}

  /**
   * What comes of the consents at one destination.
   *
   * @param lines those to be approved first
   */
  public record Preview(String destination, List<Line> lines) {
    public Preview {
      lines = List.copyOf(lines);
    }

    /** How many consents wait for an approval. */
    public long toApprove() {
      return lines.stream().filter(Line::toApprove).mapToLong(Line::persons).sum();
    }

    /** A short name of what is to be approved; another preview has another. */
    public String name() {
      String text = lines.stream().filter(Line::toApprove).toList() + "|" + destination;
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash).substring(0, NAME_CHARACTERS);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }

  /** The destinations that anything was planned for, in their order. */
  public List<String> destinations() {
    return database
        .sql()
        .sql("select distinct destination from delivery where source = ? order by destination")
        .param(source)
        .query(String.class)
        .list();
  }

  public Preview of(String destination) {
    Map<Line, Long> counts =
        new TreeMap<>(
            Comparator.comparing((Line line) -> !line.toApprove())
                .thenComparing(Line::erp)
                .thenComparing(Line::there)
                .thenComparing(Line::change));
    List<Stand> stands = stands(destination);
    for (int from = 0; from < stands.size(); from += AT_ONCE) {
      List<Stand> some = stands.subList(from, Math.min(stands.size(), from + AT_ONCE));
      Map<String, Consent> erp = persons.mailConsents(some.stream().map(Stand::person).toList());
      for (Stand stand : some) {
        Consent consent = erp.getOrDefault(stand.person(), Consent.UNKNOWN);
        counts.merge(
            new Line(words(consent), stand.there(), stand.change(consent), stand.toApprove(), 0),
            1L,
            Long::sum);
      }
    }
    List<Line> lines = new ArrayList<>();
    counts.forEach(
        (line, count) ->
            lines.add(new Line(line.erp(), line.there(), line.change(), line.toApprove(), count)));
    return new Preview(destination, lines);
  }

  /** Where a person's last consent stands. */
  private record Stand(
      String person,
      DeliveryStatus status,
      @Nullable ExclusionReason reason,
      @Nullable CaseType held,
      boolean linked,
      boolean adopted,
      @Nullable Consent known) {

    boolean toApprove() {
      return status == DeliveryStatus.HELD && held == CaseType.CONSENT_NOT_APPROVED;
    }

    String there() {
      if (!linked) {
        return "no contact";
      }
      return (adopted ? "" : "made by us, ") + (known == null ? "not read" : words(known));
    }

    String change(Consent erp) {
      if (toApprove()) {
        return "becomes " + words(erp) + " once approved";
      }
      return switch (status.state()) {
        case DELIVERED -> "none";
        case IN_FLIGHT -> "on its way";
        case HELD -> "none: held, " + held;
        case EXCLUDED ->
            "none: " + Optional.ofNullable(reason).map(ExclusionReason::words).orElse("excluded");
      };
    }
  }

  private static String words(Consent consent) {
    return switch (consent) {
      case OPTED_IN -> "opted in";
      case OPTED_OUT -> "opted out";
      case UNKNOWN -> "unknown";
    };
  }

  private List<Stand> stands(String destination) {
    return database
        .sql()
        .sql(
            """
            select distinct on (d.person_id) d.person_id, d.status, d.reason, c.type,
              l.contact_id, l.created_by_us, l.consent_written
            from delivery d
            left join bridge_case c on c.id = d.case_id
            left join contact_link l on l.destination = d.destination and l.source = d.source
              and l.person_id = d.person_id
            where d.source = ? and d.destination = ? and d.kind = 'CONSENT'
              and d.person_id is not null
            order by d.person_id, d.seq desc
            """)
        .params(source, destination)
        .query(ConsentPreview::stand)
        .list();
  }

  private static Stand stand(ResultSet row, int n) throws SQLException {
    String reason = row.getString("reason");
    String held = row.getString("type");
    String known = row.getString("consent_written");
    return new Stand(
        row.getString("person_id"),
        DeliveryStatus.valueOf(row.getString("status")),
        reason == null ? null : ExclusionReason.valueOf(reason),
        held == null ? null : CaseType.valueOf(held),
        row.getString("contact_id") != null,
        !row.getBoolean("created_by_us"),
        known == null ? null : Consent.valueOf(known));
  }
}
