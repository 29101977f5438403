package com.khaosbridge.activities.emarsys;

import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/** What the account says that it has, as it came. */
record AccountLists(JsonNode fields, JsonNode optIn, JsonNode countries, JsonNode events) {

  /** What asking came to. */
  sealed interface Reading {
    record Whole(AccountLists lists) implements Reading {}

    /** Some lists were refused: each with what to do about it. */
    record Refused(List<String> problems) implements Reading {}

    record Stopped(Verdict verdict) implements Reading {}
  }

  static Reading read(EmarsysApi api, Lane lane) {
    Map<Question, JsonNode> answers = new EnumMap<>(Question.class);
    List<String> problems = new ArrayList<>();
    for (Question question : Question.values()) {
      Reply reply = api.call(question.call, lane, question.path, null);
      if (reply instanceof Reply.Data data) {
        answers.put(question, data.data());
      } else if (reply instanceof Reply.Stop stop) {
        return new Reading.Stopped(stop.verdict());
      } else if (reply instanceof Reply.Refused refused) {
        Verdict verdict = EmarsysVerdicts.ofRefusal(refused);
        if (verdict instanceof Verdict.Retry) {
          return new Reading.Stopped(verdict);
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
    return problems.isEmpty()
        ? new Reading.Whole(
            new AccountLists(
                Objects.requireNonNull(answers.get(Question.FIELDS)),
                Objects.requireNonNull(answers.get(Question.OPT_IN)),
                Objects.requireNonNull(answers.get(Question.COUNTRIES)),
                Objects.requireNonNull(answers.get(Question.EVENTS))))
        : new Reading.Refused(List.copyOf(problems));
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
