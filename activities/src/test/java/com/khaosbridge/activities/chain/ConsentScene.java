package com.khaosbridge.activities.chain;

import com.khaosbridge.activities.chain.ConsentTable.Cause;
import com.khaosbridge.activities.chain.ConsentTable.Combination;
import com.khaosbridge.activities.chain.ConsentTable.Erp;
import com.khaosbridge.activities.chain.ConsentTable.Outcome;
import com.khaosbridge.activities.chain.ConsentTable.There;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Who the customers of the table are, and what happens to them, stage by stage. */
final class ConsentScene {
  private static final int FIRST_NUMBER = 20_000;
  private static final int FIRST_WHO_STAYS = 40_000;
  private static final String LONG_AGO = "2011-05-12 09:00:00";

  private final Map<Combination, Who> everybody = new LinkedHashMap<>();
  private final List<Who> distinct = new ArrayList<>();

  /** A customer in whom a cause, what the ERP says and what destinations say before meet. */
  record Who(int number, Cause cause, Erp erp, There before, List<String> destinations) {
    String person() {
      return Integer.toString(1_000_000 + number);
    }

    String email() {
      return "c" + number + "@example.com";
    }

    /** Who stays when they merge, in and in. */
    Who stays() {
      return new Who(
          FIRST_WHO_STAYS + number - FIRST_NUMBER, cause, Erp.IN, There.IN, destinations);
    }

    /** The person of whom the table tells. */
    Who told() {
      return cause == Cause.MERGE ? stays() : this;
    }

    /** What the ERP says when the bridge first looks. */
    private Erp first() {
      if (cause.isFirstLook()) {
        return erp;
      }
      if (cause != Cause.CONSENT || erp != Erp.IN) {
        return Erp.IN;
      }
      return switch (before) {
        case NO_VALUE, OUT_NOT_SEEN -> Erp.MISSING;
        case ABSENT, OUT_DELETED, IN, AWAITING -> Erp.OUT;
        case OUT_SEEN, COMPLAINT, SUPPRESSED -> Erp.IN;
      };
    }
  }

  ConsentScene(Map<Combination, Outcome> table) {
    Map<String, Who> known = new LinkedHashMap<>();
    table.forEach(
        (each, expected) -> {
          if (expected.isTested()) {
            String key = each.cause() + " " + each.erp() + " " + each.before();
            Who who =
                known.computeIfAbsent(
                    key,
                    none ->
                        new Who(
                            FIRST_NUMBER + known.size(),
                            each.cause(),
                            each.erp(),
                            each.before(),
                            new ArrayList<>()));
            who.destinations().add(each.destination());
            everybody.put(each, who);
          }
        });
    distinct.addAll(known.values());
  }

  Who of(Combination combination) {
    return everybody.get(combination);
  }

  private void each(Consumer<Who> act) {
    distinct.forEach(act);
  }

  String[] persons(Cause cause) {
    return distinct.stream()
        .filter(who -> who.cause() == cause)
        .map(Who::person)
        .toArray(String[]::new);
  }

  /** Everybody has ordered before go-live; a review is due after it of who waits for it. */
  Path shop(Path directory) throws IOException {
    StringBuilder csv =
        new StringBuilder(
            "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");
    each(
        who -> {
          order(csv, who, who.cause() == Cause.MARKETING ? "2011-06-01 09:00:00" : LONG_AGO);
          if (who.cause() == Cause.MERGE) {
            order(csv, who.stays(), LONG_AGO);
          }
        });
    // Somebody else, by whose order the live days are the last two.
    order(
        csv,
        new Who(60_000, Cause.CREATE, Erp.OUT, There.ABSENT, List.of()),
        "2011-06-09 09:00:00");
    return Files.writeString(directory.resolve("consents.csv"), csv);
  }

  private static void order(StringBuilder csv, Who who, String at) {
    csv.append(700_000 + who.number())
        .append(",30001,THING,2,")
        .append(at)
        .append(",5.00,")
        .append(who.number())
        .append(".0,United Kingdom\n");
  }

  List<String> ordersToReview() {
    return distinct.stream()
        .filter(who -> who.cause() == Cause.MARKETING)
        .map(who -> "SO" + (700_000 + who.number()))
        .toList();
  }

  /** Before the bridge begins. */
  void begin(OutsideWorld world) {
    each(
        who -> {
          begin(world, who);
          if (who.cause() == Cause.MERGE) {
            begin(world, who.stays());
          }
          if (who.cause().isFirstLook() && who.before() != There.ABSENT) {
            who.destinations().forEach(destination -> seed(world, destination, who));
          }
          if (who.cause() == Cause.CREATE || who.cause() == Cause.ADOPT) {
            world.clerk(who.number(), "vanish");
          }
        });
  }

  /** Silently, since whoever is not seen live for the first time is the backfill's. */
  private static void begin(OutsideWorld world, Who who) {
    String silent = "{\"silent\":true,\"forename\":\"Ann\",\"email\":\"" + who.email() + "\",";
    world.change(who.number(), silent + Erp.IN.change.substring(1));
    if (who.first() != Erp.IN) {
      world.change(who.number(), "{\"silent\":true," + who.first().change.substring(1));
    }
  }

  private static void seed(OutsideWorld world, String destination, Who who) {
    switch (who.before()) {
      case NO_VALUE -> world.signsUp(destination, who.email(), null);
      case OUT_SEEN, OUT_NOT_SEEN, OUT_DELETED, AWAITING ->
          world.signsUp(destination, who.email(), "OPTED_OUT");
      case ABSENT, IN, COMPLAINT, SUPPRESSED -> world.signsUp(destination, who.email(), "OPTED_IN");
    }
    if (who.before() != There.NO_VALUE) {
      act(world, destination, who);
    }
  }

  /** The ERP turns to what it says, of whom its turn is not the cause. */
  void turnInErp(OutsideWorld world) {
    each(
        who -> {
          if (!who.cause().isFirstLook() && who.cause() != Cause.CONSENT && who.erp() != Erp.IN) {
            world.change(who.number(), who.erp().change);
          }
        });
  }

  /** Those opt out at destinations of whom the bridge is to see it. */
  void optOutToBeSeen(OutsideWorld world) {
    each(
        who -> {
          if (who.before() == There.OUT_SEEN) {
            who.destinations().forEach(destination -> act(world, destination, who));
          }
        });
  }

  /** The destinations come to say what else they are to say before. */
  void actThere(OutsideWorld world) {
    each(
        who -> {
          boolean madeWithoutValue = who.cause() == Cause.CONSENT && who.first() == Erp.MISSING;
          if (!who.cause().isFirstLook()
              && who.before() != There.OUT_SEEN
              && !(madeWithoutValue && who.before() == There.NO_VALUE)) {
            who.destinations().forEach(destination -> act(world, destination, who));
          }
        });
  }

  private static void act(OutsideWorld world, String destination, Who who) {
    switch (who.before()) {
      case ABSENT -> world.acts(destination, who.email(), "delete");
      case OUT_DELETED -> {
        world.acts(destination, who.email(), "optOut");
        world.acts(destination, who.email(), "delete");
      }
      case NO_VALUE -> world.clearAtEmarsys(who.email());
      case IN -> world.acts(destination, who.email(), "optIn");
      case OUT_SEEN, OUT_NOT_SEEN -> world.acts(destination, who.email(), "optOut");
      case COMPLAINT -> world.acts(destination, who.email(), "complain");
      case SUPPRESSED -> world.suppressAtDotdigital(who.email());
      case AWAITING -> {
        world.acts(destination, who.email(), "optOut");
        world.askAtDotdigital(who.email());
      }
    }
  }

  /** The ERP turns to no of those who are to turn to yes after it. */
  void turnToNo(OutsideWorld world) {
    each(
        who -> {
          if (who.cause() == Cause.CONSENT && who.erp() == Erp.IN && who.first() == Erp.IN) {
            world.change(who.number(), Erp.OUT.change);
          }
        });
  }

  void cause(OutsideWorld world) {
    each(
        who -> {
          switch (who.cause()) {
            case CREATE, ADOPT -> world.clerk(who.number(), "reappear");
            case PROFILE -> world.change(who.number(), "{\"forename\":\"Cleo\"}");
            case EMAIL_CHANGE ->
                world.change(who.number(), "{\"email\":\"new" + who.number() + "@example.com\"}");
            case EMAIL_REMOVED -> world.change(who.number(), "{\"email\":null}");
            case CONSENT -> world.change(who.number(), who.erp().change);
            case MERGE -> world.change(who.number(), "{\"email\":\"" + who.stays().email() + "\"}");
            case BACKFILL, REBUILT, MARKETING -> {}
          }
        });
  }
}
