package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.delivery.EventType;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One Dotdigital account. Construction fails with a message for people if a value can't work.
 *
 * @param name the destination's name
 * @param readTimeout how long an answer may take; Dotdigital itself gives a call 121 s
 */
public record DotdigitalSettings(
    String name, Access access, Names names, Limits limits, Imports imports, Duration readTimeout) {

  /** The host that tells any account its region. */
  public static final URI DEFAULT_DISCOVERY = URI.create("https://r1-api.dotdigital.com");

  private static final Pattern IDENTIFIER = Pattern.compile("[-A-Za-z0-9_]{1,50}");
  private static final Pattern COLLECTION = Pattern.compile("[-A-Za-z_][-A-Za-z0-9_]{1,255}");
  private static final Pattern DATA_FIELD = Pattern.compile("[a-zA-Z0-9_-]{1,20}");
  private static final List<String> BUILT_IN_IDENTIFIERS =
      List.of("contactid", "email", "mobilenumber");

  public DotdigitalSettings {
    require(!name.isBlank(), "name", "is empty");
    require(
        readTimeout.compareTo(Duration.ofMillis(100)) >= 0,
        "readTimeout",
        "must be 100 ms or more, got " + readTimeout);
  }

  /** An account with every other setting at its default and no campaigns. */
  public static DotdigitalSettings of(
      String name, URI discoveryUrl, String apiUser, String apiPassword) {
    return new DotdigitalSettings(
        name,
        new Access(discoveryUrl, apiUser, apiPassword),
        Names.DEFAULT,
        Limits.DEFAULT,
        Imports.DEFAULT,
        Duration.ofSeconds(130));
  }

  /** The same account with these triggered campaigns. */
  public DotdigitalSettings withCampaigns(Map<EventType, Integer> other) {
    return with(
        new Names(
            names.personIdentifier(),
            names.dataFields(),
            other,
            names.ordersCollection(),
            names.metrics()));
  }

  /** The same account with these data fields for metrics. */
  public DotdigitalSettings withMetrics(Map<Metric, String> fields) {
    return with(
        new Names(
            names.personIdentifier(),
            names.dataFields(),
            names.campaigns(),
            names.ordersCollection(),
            fields));
  }

  private DotdigitalSettings with(Names other) {
    return new DotdigitalSettings(name, access, other, limits, imports, readTimeout);
  }

  /** The same account with these limits. */
  public DotdigitalSettings withLimits(Limits other) {
    return new DotdigitalSettings(name, access, names, other, imports, readTimeout);
  }

  /** The same account with these imports. */
  public DotdigitalSettings withImports(Imports other) {
    return new DotdigitalSettings(name, access, names, limits, other, readTimeout);
  }

  private static void require(boolean holds, String setting, String problem) {
    if (!holds) {
      throw new IllegalArgumentException("dotdigital." + setting + " " + problem);
    }
  }

  /**
   * How to reach the account.
   *
   * @param discoveryUrl where the account's own region is asked for; any region's host will do
   * @param apiUser the API user's e-mail-like name, as generated in the account
   * @param apiPassword its password, never printed
   */
  public record Access(URI discoveryUrl, String apiUser, String apiPassword) {
    public Access {
      String scheme = discoveryUrl.getScheme();
      require(
          discoveryUrl.getHost() != null && ("https".equals(scheme) || "http".equals(scheme)),
          "discoveryUrl",
          "is no http(s) address, got " + discoveryUrl);
      require(!apiUser.isBlank(), "apiUser", "is empty");
      require(!apiPassword.isEmpty(), "apiPassword", "is empty");
    }

    @Override
    public String toString() {
      return "Access[" + discoveryUrl + "]";
    }
  }

  /**
   * What things are called in the account.
   *
   * @param personIdentifier the custom identifier that holds our key of the person
   * @param campaigns the triggered campaign of each event type; a type without one isn't sent
   * @param ordersCollection the contact-scoped insight data collection of type {@code orders}
   * @param metrics the data field of each metric that is in use
   */
  public record Names(
      String personIdentifier,
      DataFields dataFields,
      Map<EventType, Integer> campaigns,
      String ordersCollection,
      Map<Metric, String> metrics) {

    /** Our own names, and no campaigns. */
    public static final Names DEFAULT =
        new Names("khaos-person-id", DataFields.DEFAULT, Map.of(), "Orders", Map.of());

    public Names {
      require(
          IDENTIFIER.matcher(personIdentifier).matches(),
          "personIdentifier",
          "must be 1 to 50 letters, digits, - or _, got '" + personIdentifier + "'");
      require(
          !BUILT_IN_IDENTIFIERS.contains(personIdentifier.toLowerCase(Locale.ROOT)),
          "personIdentifier",
          "must be a custom identifier, got the built-in '" + personIdentifier + "'");
      campaigns = Map.copyOf(campaigns);
      campaigns.forEach(
          (type, id) ->
              require(id > 0, "campaigns", "has " + id + " for " + type.words() + ", needs an id"));
      require(
          COLLECTION.matcher(ordersCollection).matches(),
          "ordersCollection",
          "must be letters, digits, - or _ and not begin with a digit, got '"
              + ordersCollection
              + "'");
      metrics = Map.copyOf(metrics);
      Set<String> taken = new HashSet<>();
      dataFields.names().forEach(field -> taken.add(field.toUpperCase(Locale.ROOT)));
      metrics.forEach(
          (metric, field) -> {
            require(
                DATA_FIELD.matcher(field).matches(),
                "metrics",
                "must name data fields of 1 to 20 letters, digits, - or _, got '" + field + "'");
            require(
                taken.add(field.toUpperCase(Locale.ROOT)),
                "metrics",
                "must name a data field of its own for each, got '" + field + "' twice");
          });
    }
  }

  /**
   * The names of the data fields that we own, all of type String in the account.
   *
   * @param urn the customer's URN
   * @param customerId the ids of the person's customers, separated by commas
   */
  public record DataFields(
      String firstName, String lastName, String postcode, String urn, String customerId) {

    /** Dotdigital's own fields for names and postcode, and two of ours. */
    public static final DataFields DEFAULT =
        new DataFields("FIRSTNAME", "LASTNAME", "POSTCODE", "KHAOS_URN", "KHAOS_CUSTOMER_ID");

    public DataFields {
      List<String> names = Arrays.asList(firstName, lastName, postcode, urn, customerId);
      for (String field : names) {
        require(
            DATA_FIELD.matcher(field).matches(),
            "dataFields",
            "must be 1 to 20 letters, digits, - or _ each, got '" + field + "'");
      }
      require(new HashSet<>(names).size() == names.size(), "dataFields", "names one field twice");
    }

    List<String> names() {
      return List.of(firstName, lastName, postcode, urn, customerId);
    }
  }

  /**
   * Calls a minute of each rate tier at most; where the account's own answers say less, that holds.
   *
   * @param liveShare the share of each that history never touches, 0 to 1
   */
  public record Limits(int low, int medium, int high, double liveShare) {
    /** The documented low tier; careful values for the others, which the account shows. */
    public static final Limits DEFAULT = new Limits(35, 500, 2000, 0.3);

    public Limits {
      require(
          low > 0 && medium > 0 && high > 0,
          "limits",
          "must be 1 call a minute or more, got " + low + ", " + medium + " and " + high);
      require(
          liveShare >= 0 && liveShare < 1,
          "limits",
          "needs a live share of 0 or more and less than 1, got " + liveShare);
    }
  }

  /**
   * Imports, which are jobs at Dotdigital.
   *
   * @param contactRows the most contacts in one import
   * @param orderRows the most orders in one import
   * @param bytes the most bytes in one import's body; Dotdigital takes 50 MB
   * @param pollInterval real time between two looks at a job
   * @param patience how long a job may take before its rows are tried again
   */
  public record Imports(
      int contactRows, int orderRows, int bytes, Duration pollInterval, Duration patience) {
    /** Sizes that keep a job short. */
    public static final Imports DEFAULT =
        new Imports(2000, 2000, 5_000_000, Duration.ofSeconds(5), Duration.ofMinutes(15));

    public Imports {
      require(
          contactRows > 0 && orderRows > 0,
          "imports",
          "need 1 row or more, got " + contactRows + " and " + orderRows);
      require(
          bytes >= 10_000 && bytes <= 50_000_000,
          "imports",
          "need a body of 10,000 to 50,000,000 bytes, got " + bytes);
      require(
          pollInterval.toMillis() >= 1 && patience.compareTo(pollInterval) >= 0,
          "imports",
          "need a poll interval of 1 ms or more and a patience no shorter, got "
              + pollInterval
              + " and "
              + patience);
    }
  }
}
