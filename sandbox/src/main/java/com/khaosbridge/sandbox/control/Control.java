package com.khaosbridge.sandbox.control;

import com.khaosbridge.sandbox.acts.OwnActs;
import com.khaosbridge.sandbox.acts.Timetable;
import com.khaosbridge.sandbox.clock.BusinessClock;
import com.khaosbridge.sandbox.credits.CreditNotes;
import com.khaosbridge.sandbox.http.ControlPaths;
import com.khaosbridge.sandbox.http.Faults;
import com.khaosbridge.sandbox.http.Reply;
import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.http.StandIn;
import com.khaosbridge.sandbox.khaos.Erp;
import com.khaosbridge.sandbox.retail.Clerk;
import com.khaosbridge.sandbox.retail.Customer;
import com.khaosbridge.sandbox.retail.Customers;
import com.khaosbridge.sandbox.store.Json;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The paths under {@code /_sandbox}, which this package's documentation lists. */
public final class Control implements ControlPaths {
  private static final String ROOT = "/_sandbox";
  private static final String NDJSON = "application/x-ndjson; charset=utf-8";

  private final List<StandIn> standIns;
  private final BusinessClock clock;
  private final Timetable timetable;
  private final Customers customers;
  private final Truth truth;
  private final ClockPath clockPath;
  private final TricklePath tricklePath;
  private final FaultsPath faultsPath;
  private final CreditsPath creditsPath;
  private final ShipPartPath shipPartPath;
  private final ContactsPath contactsPath;
  private final ClerkPath clerkPath;
  private final RunInfo run;

  public Control(
      List<StandIn> standIns,
      BusinessClock clock,
      Timetable timetable,
      Customers customers,
      Clerk clerk,
      OwnActs ownActs,
      CreditNotes credits,
      Erp erp,
      Truth truth,
      TricklePace trickle,
      Faults faults,
      RunInfo run) {
    this.standIns = standIns;
    this.clock = clock;
    this.timetable = timetable;
    this.customers = customers;
    this.truth = truth;
    this.clockPath = new ClockPath(clock, run);
    this.tricklePath = new TricklePath(trickle);
    this.faultsPath = new FaultsPath(faults);
    this.creditsPath = new CreditsPath(credits);
    this.shipPartPath = new ShipPartPath(erp);
    this.contactsPath = new ContactsPath(ownActs, clock);
    this.clerkPath = new ClerkPath(clerk, customers, clock);
    this.run = run;
  }

  @Override
  public boolean serves(String rawPath) {
    return rawPath.equals(ROOT) || rawPath.startsWith(ROOT + "/");
  }

  @Override
  public void handle(Request request, Reply reply) throws IOException {
    timetable.catchUp();
    List<String> path = request.segments();
    String route = request.method() + " " + (path.size() > 1 ? path.get(1) : "");
    if (route.equals("GET truth") && path.size() == 2) {
      reply.stream(NDJSON, truth::write);
    } else if (route.equals("GET state") && path.size() == 3) {
      state(path.get(2), reply);
    } else {
      reply.send(answer(route, path, request));
    }
  }

  private void state(String system, Reply reply) throws IOException {
    for (StandIn standIn : standIns) {
      if (standIn.system().equals(system)) {
        reply.stream(NDJSON, standIn::writeState);
        return;
      }
    }
    reply.send(error(404, "no system of this name"));
  }

  private Response answer(String route, List<String> path, Request request) {
    try {
      Response response =
          switch (path.size()) {
            case 2 ->
                switch (route) {
                  case "GET clock" -> clockPath.show();
                  case "POST clock" -> clockPath.change(object(request));
                  case "GET trickle" -> tricklePath.show();
                  case "POST trickle" -> tricklePath.change(object(request));
                  case "GET info" -> ok(Truth.about(run));
                  case "GET faults" -> faultsPath.list();
                  case "POST faults" -> faultsPath.add(object(request));
                  case "DELETE faults" -> faultsPath.clear();
                  default -> null;
                };
            case 3 ->
                switch (route) {
                  case "DELETE faults" -> faultsPath.clear(path.get(2));
                  case "POST khaos" -> add(path.get(2), request);
                  case "POST emarsys", "POST dotdigital" -> contact(path, request);
                  default -> null;
                };
            case 4 -> route.equals("POST khaos") ? customer(path, request) : null;
            case 5 -> route.equals("POST khaos") ? one(path, request) : null;
            default -> null;
          };
      return response == null ? error(404, "the sandbox has no such path or method") : response;
    } catch (JacksonException e) {
      return error(400, "the body is not the JSON expected: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      return error(400, String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Response customer(List<String> path, Request request) {
    if (!path.get(2).equals("customers")) {
      return null;
    }
    Customer customer = customers.change(path.get(3), object(request), clock.now());
    return customer == null ? error(404, "no customer of this number") : ok(Truth.of(customer));
  }

  private @Nullable Response contact(List<String> path, Request request) {
    return path.get(2).equals("contacts") ? contactsPath.act(path.get(1), object(request)) : null;
  }

  private @Nullable Response add(String what, Request request) {
    return what.equals("merges")
        ? clerkPath.merge(object(request))
        : creditsPath.add(what, object(request));
  }

  private @Nullable Response one(List<String> path, Request request) {
    String what = path.get(4);
    return switch (path.get(2)) {
      case "orders" ->
          what.equals("ship-part") ? shipPartPath.ship(path.get(3), object(request)) : null;
      case "customers" -> clerkPath.act(what, path.get(3), objectOrNone(request));
      default -> null;
    };
  }

  private static ObjectNode objectOrNone(Request request) {
    return request.body().length == 0 ? Json.mapper().createObjectNode() : object(request);
  }

  private static ObjectNode object(Request request) {
    JsonNode json = Json.mapper().readTree(request.body());
    if (json instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("the body must be a JSON object");
  }

  static Response ok(JsonNode json) {
    return Response.of(200, "application/json", Json.mapper().writeValueAsString(json));
  }

  static Response error(int status, String text) {
    return Response.of(
        status,
        "application/json",
        Json.mapper().writeValueAsString(Json.mapper().createObjectNode().put("error", text)));
  }
}
