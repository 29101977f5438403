package com.khaosbridge.activities.emarsys;

import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.decision.Metric;
import com.khaosbridge.workflows.delivery.EventType;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks the account for its fields, choices and events, and keeps a good answer. Thread-safe. */
final class EmarsysAccount {
  private final EmarsysApi api;
  private final EmarsysSettings.Names names;
  private final LaneLocks asking = new LaneLocks();
  private volatile @Nullable AccountIds ids;

  /** What asking came to. */
  sealed interface Result {
    record Found(AccountIds ids) implements Result {}

    /** The account was read, and lacks something: each with what to do about it. */
    record Missing(List<String> problems) implements Result {}

    record Stopped(Verdict verdict) implements Result {}
  }

  EmarsysAccount(EmarsysApi api, EmarsysSettings.Names names) {
    this.api = api;
    this.names = names;
  }

  /** What is known, asking only if nothing is. */
  Result known(Lane lane) {
    AccountIds known = ids;
    if (known != null) {
      return new Result.Found(known);
    }
    ReentrantLock lock = asking.of(lane);
    lock.lock();
    try {
      AccountIds meanwhile = ids;
      return meanwhile != null ? new Result.Found(meanwhile) : ask(lane);
    } finally {
      lock.unlock();
    }
  }

  /** Asks the account anew. */
  Result ask(Lane lane) {
    Result result = read(lane);
    if (result instanceof Result.Found found) {
      ids = found.ids();
    } else if (result instanceof Result.Missing) {
      ids = null;
    }
    return result;
  }

  /** Makes the next delivery ask anew, after Emarsys refused an id that came from here. */
  void forget() {
    ids = null;
  }

  private Result read(Lane lane) {
    Map<String, JsonNode> answers = new HashMap<>();
    List<String> problems = new ArrayList<>();
    for (Question question : Question.values()) {
      Reply reply = api.call(question.call, lane, question.path, null);
      if (reply instanceof Reply.Data data) {
        answers.put(question.path, data.data());
      } else if (reply instanceof Reply.Stop stop) {
        return new Result.Stopped(stop.verdict());
      } else if (reply instanceof Reply.Refused refused) {
        Verdict verdict = EmarsysVerdicts.ofRefusal(refused);
        if (verdict instanceof Verdict.Retry) {
          return new Result.Stopped(verdict);
        }
        problems.add(
            "Emarsys refuses to list "
                + question.words
                + " (code "
                + refused.refusal().code()
                + "): check that the account is complete and the API credential has the permission "
                + question.call.permission());
      }
    }
    if (!problems.isEmpty()) {
      return new Result.Missing(problems);
    }
    return judge(answers);
  }

  private Result judge(Map<String, JsonNode> answers) {
    List<String> problems = new ArrayList<>();
    ContactFields fields = new ContactFields(answer(answers, Question.FIELDS), problems);
    String person = fields.ofText(names.personField());
    String urn = fields.ofText(names.urnField());
    String customerIds = fields.ofText(names.customerIdsField());
    Map<Metric, String> metrics = fields.ofMetrics(names.metrics());
    optInChoices(answer(answers, Question.OPT_IN), problems);
    Map<EventType, String> events = events(answer(answers, Question.EVENTS), problems);
    if (!problems.isEmpty()) {
      return new Result.Missing(List.copyOf(problems));
    }
    Countries countries = new Countries(answer(answers, Question.COUNTRIES));
    return new Result.Found(new AccountIds(person, urn, customerIds, countries, events, metrics));
  }

  private static JsonNode answer(Map<String, JsonNode> answers, Question question) {
    return Objects.requireNonNull(answers.get(question.path));
  }

  private static void optInChoices(JsonNode choices, List<String> problems) {
    List<String> there = new ArrayList<>();
    choices.forEach(choice -> there.add(WireJson.text(choice.path("id"))));
    if (!there.contains(String.valueOf(Fields.OPTED_IN))
        || !there.contains(String.valueOf(Fields.OPTED_OUT))) {
      problems.add(
          "The opt-in field 31 lacks the choices 1 (True) and 2 (False), so consent can't be"
              + " written: ask Emarsys Support to restore them");
    }
  }

  private Map<EventType, String> events(JsonNode events, List<String> problems) {
    Map<String, String> idByName = new HashMap<>();
    for (JsonNode event : events) {
      idByName.putIfAbsent(WireJson.text(event.path("name")), WireJson.text(event.path("id")));
    }
    Map<EventType, String> found = new EnumMap<>(EventType.class);
    names
        .events()
        .forEach(
            (type, name) -> {
              String id = idByName.get(name);
              if (id == null) {
                problems.add(
                    "The account has no external event "
                        + name
                        + " for '"
                        + type.words()
                        + "': create it under External Events, or name another in the settings");
              } else {
                found.put(type, id);
              }
            });
    return found;
  }

  private enum Question {
    FIELDS(CoreCall.LIST_FIELDS, "field", "contact fields"),
    OPT_IN(CoreCall.LIST_CHOICES, "field/31/choice", "the choices of the opt-in field"),
    COUNTRIES(CoreCall.LIST_CHOICES, "field/14/choice", "the choices of the field country"),
    EVENTS(CoreCall.LIST_EVENTS, "event", "external events");

    private final CoreCall call;
    private final String path;
    private final String words;

    Question(CoreCall call, String path, String words) {
      this.call = call;
      this.path = path;
      this.words = words;
    }
  }
}
