package com.khaosbridge.sandbox.control;

import com.khaosbridge.sandbox.acts.OwnActs;
import com.khaosbridge.sandbox.clock.BusinessClock;
import com.khaosbridge.sandbox.contacts.GivenConsent;
import com.khaosbridge.sandbox.contacts.PersonAct;
import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.store.Json;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /_sandbox/{destination}/contacts}. */
final class ContactsPath {
  private static final Set<String> FIELDS = Set.of("email", "act", "consent");

  private final OwnActs ownActs;
  private final BusinessClock clock;

  ContactsPath(OwnActs ownActs, BusinessClock clock) {
    this.ownActs = ownActs;
    this.clock = clock;
  }

  /** Null if there is no such destination. */
  @Nullable Response act(String system, ObjectNode body) {
    if (!ownActs.knows(system)) {
      return null;
    }
    int contacts = ownActs.act(system, read(body), clock.now());
    return contacts == 0
        ? Control.error(404, "no contact with this e-mail")
        : Control.ok(Json.mapper().createObjectNode().put("contacts", contacts));
  }

  private static PersonAct read(ObjectNode body) {
    body.propertyNames().stream()
        .filter(name -> !FIELDS.contains(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException("an act has no field " + name);
            });
    String email = body.path("email").asString("");
    if (email.indexOf('@') < 1) {
      throw new IllegalArgumentException("email must be an e-mail");
    }
    PersonAct.Kind kind =
        switch (body.path("act").asString("")) {
          case "optOut" -> PersonAct.Kind.OPT_OUT;
          case "optIn" -> PersonAct.Kind.OPT_IN;
          case "complain" -> PersonAct.Kind.COMPLAIN;
          case "delete" -> PersonAct.Kind.DELETE;
          case "create" -> PersonAct.Kind.CREATE;
          default ->
              throw new IllegalArgumentException(
                  "act must be optOut, optIn, complain, delete or create");
        };
    return new PersonAct(email, kind, consent(kind, body.path("consent")));
  }

  private static @Nullable GivenConsent consent(PersonAct.Kind kind, JsonNode given) {
    if (given.isMissingNode() || given.isNull()) {
      return null;
    }
    if (kind != PersonAct.Kind.CREATE) {
      throw new IllegalArgumentException("consent is given with create only");
    }
    return switch (given.asString("")) {
      case "OPTED_IN" -> GivenConsent.OPTED_IN;
      case "OPTED_OUT" -> GivenConsent.OPTED_OUT;
      default -> throw new IllegalArgumentException("consent must be OPTED_IN or OPTED_OUT");
    };
  }
}
