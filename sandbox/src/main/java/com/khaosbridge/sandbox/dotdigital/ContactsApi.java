package com.khaosbridge.sandbox.dotdigital;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Single contacts and their listing: {@code /contacts/v3}. */
final class ContactsApi implements Endpoint.Area {
  private static final int PAGE = 5000;
  private static final Set<String> PARTS =
      Set.of("channelProperties", "lists", "preferences", "consentRecords");

  private final ContactStore contacts;
  private final ContactWriter writer;
  private final CustomIdentifiers names;
  private final DataFields fields;
  private final RecordStore records;
  private final Supplier<Instant> realTime;

  ContactsApi(
      ContactStore contacts,
      CustomIdentifiers names,
      DataFields fields,
      RecordStore records,
      Supplier<Instant> realTime) {
    this.contacts = contacts;
    this.writer = new ContactWriter(contacts);
    this.names = names;
    this.fields = fields;
    this.records = records;
    this.realTime = realTime;
  }

  @Override
  public @Nullable Endpoint find(Request request, List<String> segments) {
    if (segments.size() == 2) {
      return switch (request.method()) {
        case "GET" -> new Endpoint(Tier.LOW, () -> list(request));
        case "POST" -> new Endpoint(Tier.MEDIUM, () -> create(request));
        default -> null;
      };
    }
    if (segments.size() != 4) {
      return null;
    }
    String name = segments.get(2);
    String value = segments.get(3);
    return switch (request.method()) {
      case "GET" ->
          new Endpoint(Tier.HIGH, () -> Answers.json(200, require(identifier(name, value)).view()));
      case "PATCH" -> new Endpoint(Tier.MEDIUM, () -> upsert(request, identifier(name, value)));
      case "DELETE" -> new Endpoint(Tier.MEDIUM, () -> delete(identifier(name, value)));
      default -> null;
    };
  }

  private Response create(Request request) {
    try {
      Contact contact = writer.create(read(request), now());
      return Answers.json(201, contact.view());
    } catch (ContactRejected rejected) {
      throw error(rejected, "contacts:idAlreadyExists");
    }
  }

  /**
   * Creates the contact if nobody has the identifier of the path. A conflict has another code here
   * than in the creating call: the specification has one, public clients branch on the other.
   */
  private Response upsert(Request request, ContactIdentifier identifier) {
    MergeOption merge =
        MergeOption.ofQuery(request.query().getOrDefault("merge-option", "overwrite"));
    if (merge == null) {
      throw ApiError.v3(400, "contacts:badRequest", "There is no such merge-option");
    }
    try {
      ContactRequest wanted = read(request);
      Contact existing = contacts.find(identifier);
      if (existing != null) {
        return Answers.json(200, writer.update(existing, wanted, merge, now()).view());
      }
      if (identifier.name().equals(ContactIdentifier.CONTACT_ID)) {
        throw notFound(identifier);
      }
      boolean mailable =
          wanted.identifiers().containsKey(ContactIdentifier.EMAIL)
              || wanted.identifiers().containsKey(ContactIdentifier.MOBILE);
      if (mailable) {
        wanted.identifiers().putIfAbsent(identifier.name(), identifier);
      }
      return Answers.json(201, writer.create(wanted, now()).view());
    } catch (ContactRejected rejected) {
      throw error(rejected, "contacts:identifierConflict");
    }
  }

  private Response delete(ContactIdentifier identifier) {
    Contact contact = require(identifier);
    contact.bin();
    contact.touch(now());
    contacts.save(contact);
    records.removeOwnedBy(contact.id());
    return Answers.json(200, JsonText.object().put("contactId", contact.id()));
  }

  private Response list(Request request) {
    Listing listing = new Listing("contacts", request);
    Instant modified = listing.since("~modified");
    Instant created = listing.since("~created");
    String segment = request.query().get("~segmentId");
    String list = request.query().get("~listId");
    if ((modified != null && created != null) || segment != null) {
      throw ApiError.v3(400, "contacts:invalidFilter", "These filters can't be used");
    }
    Set<String> include = parts(request.query().get("include"));
    if (!PARTS.containsAll(include)) {
      throw ApiError.v3(400, "contacts:badRequest", "There is no such data set to include");
    }
    String dataFields = request.query().get("data-fields");
    String createdFrom = created == null ? "" : ApiTime.write(created);
    return listing.page(
        modified == null ? contacts.index() : contacts.modifiedIndex(),
        "",
        modified == null ? "" : ApiTime.write(modified),
        PAGE,
        key -> {
          Contact contact = contacts.byIndexKey(key);
          boolean listed =
              !contact.binned()
                  && contact.part("created").asString().compareTo(createdFrom) >= 0
                  && (list == null || isMember(contact, list));
          return listed ? JsonText.write(listedView(contact, dataFields, include)) : null;
        });
  }

  private ObjectNode listedView(Contact contact, @Nullable String dataFields, Set<String> include) {
    ObjectNode view = contact.view();
    PARTS.stream().filter(part -> !include.contains(part)).forEach(view::remove);
    if (dataFields == null) {
      view.remove("dataFields");
    } else if (!dataFields.equals("[[ALL]]")) {
      ObjectNode chosen = JsonText.object();
      for (String name : dataFields.split("\\|")) {
        String canonical = fields.canonical(name);
        JsonNode value = canonical == null ? null : contact.dataFields().get(canonical);
        if (canonical != null) {
          chosen.set(canonical, value);
        }
      }
      view.set("dataFields", chosen);
    }
    return view;
  }

  private static boolean isMember(Contact contact, String list) {
    return contact
        .part("lists")
        .valueStream()
        .anyMatch(member -> member.path("id").asString().equals(list));
  }

  private ContactRequest read(Request request) throws ContactRejected {
    ObjectNode body = JsonText.parseObject(request.body());
    if (body == null) {
      throw ApiError.v3(400, "contacts:badJson", "The request JSON can't be read");
    }
    ContactRequest wanted = ContactRequest.read(body, names, fields);
    if (wanted.consentProblem() != null) {
      throw ApiError.v3(
          400,
          "contacts:badRequest",
          "Invalid contact data",
          "consentRecords",
          wanted.consentProblem());
    }
    return wanted;
  }

  private ContactIdentifier identifier(String name, String value) {
    return names.ofPath("contacts", name, value);
  }

  private Contact require(ContactIdentifier identifier) {
    Contact contact = contacts.findLive(identifier);
    if (contact == null) {
      throw notFound(identifier);
    }
    return contact;
  }

  private static ApiError notFound(ContactIdentifier identifier) {
    return ApiError.v3(
        404,
        "contacts:contactNotFound",
        "These contacts were not found",
        identifier.value(),
        "Not found using the identifier '" + identifier.name() + "'");
  }

  private static ApiError error(ContactRejected rejected, String conflictCode) {
    boolean conflict = rejected.cause() == ContactRejected.Cause.IDENTIFIER_TAKEN;
    return ApiError.v3(
        conflict ? 409 : 400,
        conflict ? conflictCode : "contacts:badRequest",
        conflict ? "All identifiers must be unique" : "Invalid contact data",
        rejected.item(),
        rejected.description());
  }

  /** Separated by pipes, as the specification has it. */
  private static Set<String> parts(@Nullable String text) {
    return text == null ? Set.of() : Set.copyOf(Arrays.asList(text.split("\\|")));
  }

  private String now() {
    return ApiTime.write(realTime.get());
  }
}
