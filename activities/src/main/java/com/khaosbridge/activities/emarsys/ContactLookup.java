package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.Lane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads which contacts the account has for e-mail addresses, person ids or its own ids. */
final class ContactLookup {
  private static final int MAX_KEYS = 1000;

  /** Emarsys' code for a key that several contacts share. */
  private static final int SEVERAL = 2010;

  private final EmarsysApi api;

  ContactLookup(EmarsysApi api) {
    this.api = api;
  }

  /**
   * A contact in the account.
   *
   * @param personId empty if it has none of ours
   * @param consent its opt-in field; unknown if that is empty
   */
  record Seen(String contactId, String personId, Consent consent) {}

  /**
   * What the account has for the keys that were asked.
   *
   * @param shared keys that Emarsys itself says several contacts have
   */
  record Sight(Map<String, Set<Seen>> byKey, Set<String> shared, @Nullable Reply failure) {
    Set<Seen> of(String key) {
      return byKey.getOrDefault(normal(key), Set.of());
    }

    boolean shares(String key) {
      return shared.contains(normal(key));
    }

    /** The keys may be addresses. */
    @Override
    public String toString() {
      return "Sight[" + byKey.size() + " found, " + shared.size() + " shared]";
    }
  }

  /**
   * By e-mail. Whether Emarsys minds letter case is not documented, so an address with capitals is
   * asked both ways.
   */
  Sight byEmail(AccountIds account, Lane lane, Collection<String> emails) {
    Set<String> keys = new LinkedHashSet<>();
    for (String email : emails) {
      keys.add(email.strip());
      keys.add(email.strip().toLowerCase(Locale.ROOT));
    }
    return look(account, lane, Fields.EMAIL, keys, contact -> contact.path(Fields.EMAIL));
  }

  Sight byPerson(AccountIds account, Lane lane, Collection<String> personIds) {
    String field = account.personField();
    return look(account, lane, field, new LinkedHashSet<>(personIds), c -> c.path(field));
  }

  /** By Emarsys' own ids. */
  Sight byContact(AccountIds account, Lane lane, Collection<String> contactIds) {
    return look(
        account,
        lane,
        Fields.CONTACT_ID,
        new LinkedHashSet<>(contactIds),
        contact -> contact.path(Fields.CONTACT_ID));
  }

  private Sight look(
      AccountIds account,
      Lane lane,
      String keyField,
      Set<String> keys,
      Function<JsonNode, JsonNode> key) {
    Map<String, Set<Seen>> byKey = new HashMap<>();
    Set<String> shared = new LinkedHashSet<>();
    List<String> all = new ArrayList<>(keys);
    for (int from = 0; from < all.size(); from += MAX_KEYS) {
      List<String> some = all.subList(from, Math.min(all.size(), from + MAX_KEYS));
      Reply reply =
          api.call(CoreCall.READ_CONTACTS, lane, "contact/getdata", body(account, keyField, some));
      if (!(reply instanceof Reply.Data answer)) {
        return new Sight(Map.of(), Set.of(), reply);
      }
      RowErrors errors = RowErrors.in(answer.data(), Set.of(keyField));
      Refusal ofAll = errors.ofAll();
      if (ofAll != null) {
        return new Sight(Map.of(), Set.of(), new Reply.Refused(CoreCall.READ_CONTACTS, 200, ofAll));
      }
      for (String asked : some) {
        Refusal error = errors.of(asked);
        if (error != null && error.code() == SEVERAL) {
          shared.add(normal(asked));
        }
      }
      for (JsonNode contact : answer.data().path("result")) {
        byKey
            .computeIfAbsent(normal(WireJson.text(key.apply(contact))), k -> new LinkedHashSet<>())
            .add(
                new Seen(
                    WireJson.text(contact.path(Fields.CONTACT_ID)),
                    WireJson.text(contact.path(account.personField())).strip(),
                    consent(WireJson.text(contact.path(Fields.OPT_IN)))));
      }
    }
    return new Sight(byKey, shared, null);
  }

  private ObjectNode body(AccountIds account, String keyField, List<String> keys) {
    ObjectNode body = WireJson.object().put("keyId", keyField);
    var values = body.putArray("keyValues");
    keys.forEach(values::add);
    body.putArray("fields").add(Fields.EMAIL).add(account.personField()).add(Fields.OPT_IN);
    return body;
  }

  /** What a choice of the opt-in field means. */
  static Consent consent(String choice) {
    return switch (choice) {
      case "1" -> Consent.OPTED_IN;
      case "2" -> Consent.OPTED_OUT;
      default -> Consent.UNKNOWN;
    };
  }

  private static String normal(String key) {
    return key.strip().toLowerCase(Locale.ROOT);
  }
}
