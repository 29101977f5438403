#!/usr/bin/env python3
"""How long the histories of orders are, and how many actions they would be billed as.

Takes every order that was received, invoiced and despatched in its workflow, whose deliveries have all ended at two
destinations without a person having to decide. An order whose life took several runs counts as the sum of them. With
--settled, of these only the orders that were asked for a review and ended as settled, both destinations being told.

    history_costs.py TEMPORAL_CLI ADDRESS --most-events N --most-actions N [--settled]
"""
import argparse
import json
import statistics
import subprocess
import sys
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

PREFIX = "EVENT_TYPE_"
DECISIONS = {"retry", "rereadFromErp", "exclude", "confirm"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cli")
    parser.add_argument("address")
    parser.add_argument("--most-events", type=int, required=True)
    parser.add_argument("--most-actions", type=int, required=True)
    parser.add_argument("--settled", action="store_true")
    options = parser.parse_args()
    temporal = Temporal(options.cli, options.address)

    runs = temporal.runs('WorkflowType = "OrderLifecycle"')
    with ThreadPoolExecutor(4) as pool:
        histories = list(pool.map(lambda run: (run[0], temporal.history(*run)), runs))
    orders = defaultdict(list)
    for order, history in histories:
        orders[order].append(history)
    upto = "settled" if options.settled else "despatched"
    whole = {order: runs for order, runs in orders.items()
             if is_whole(runs) and (not options.settled or is_settled(runs))}
    if not whole:
        sys.exit(f"no order went from received to {upto}")
    events = {order: sum(map(len, runs)) for order, runs in whole.items()}
    actions = {order: sum(map(actions_of, runs)) for order, runs in whole.items()}
    several = sum(1 for runs in whole.values() if len(runs) > 1)
    print(f"{len(whole)} orders from received to {upto}, {several} of them in several runs:")
    kept = [says("events", events, options.most_events), says("actions", actions, options.most_actions)]
    sys.exit(0 if all(kept) else 1)


def says(what, of_orders, most):
    order, longest = max(of_orders.items(), key=lambda entry: entry[1])
    print(f"  {what}: median {statistics.median(of_orders.values()):g}, most {longest} ({order}), at most {most} allowed")
    return longest <= most


def is_whole(runs):
    """Seen from the beginning, told two destinations of order and despatch, and nothing is under way."""
    events = [event for run in runs for event in run]
    signals = {attributes(event)["signalName"] for event in events if kind(event) == "WORKFLOW_EXECUTION_SIGNALED"}
    started = {attributes(event)["scheduledEventId"] for event in events if kind(event) == "ACTIVITY_TASK_COMPLETED"}
    scheduled = {event["eventId"] for event in events if kind(event) == "ACTIVITY_TASK_SCHEDULED"}
    deliveries = [summary(event) for event in events
                  if kind(event) == "ACTIVITY_TASK_SCHEDULED" and " · " in summary(event)]
    destinations = {words.split(" · ")[0] for words in deliveries}
    return {"received", "despatched"} <= signals and not DECISIONS & signals and scheduled <= started and len(destinations) == 2


def is_settled(runs):
    """Told two destinations to ask for a review and that the order is settled; then ended."""
    events = [event for run in runs for event in run]
    told = [summary(event) for event in events if kind(event) == "ACTIVITY_TASK_SCHEDULED"]
    ended = all(any(kind(event) == "WORKFLOW_EXECUTION_COMPLETED" for event in run) for run in runs)
    return ended and all(sum(1 for words in told if f" · {event} " in words) == 2
                         for event in ("review request", "order settled"))


def actions_of(history):
    actions = -1 if any(kind(event) == "WORKFLOW_EXECUTION_SIGNALED" for event in history) else 0
    local = set()
    for event in history:
        if kind(event) in ("WORKFLOW_EXECUTION_STARTED", "WORKFLOW_EXECUTION_SIGNALED", "TIMER_STARTED",
                           "UPSERT_WORKFLOW_SEARCH_ATTRIBUTES"):
            actions += 1
        elif kind(event) == "ACTIVITY_TASK_STARTED":
            actions += attributes(event).get("attempt", 1)
        elif kind(event) == "MARKER_RECORDED" and attributes(event).get("markerName") == "LocalActivity":
            local.add(attributes(event)["workflowTaskCompletedEventId"])
    return actions + len(local)


def kind(event):
    return event["eventType"].removeprefix(PREFIX)


def attributes(event):
    return next((value for key, value in event.items() if key.endswith("EventAttributes")), {})


def summary(event):
    import base64
    return json.loads(base64.b64decode(event["userMetadata"]["summary"]["data"]))


class Temporal:
    def __init__(self, cli, address):
        self.cli = cli
        self.address = address

    def runs(self, query):
        listed = self.ask("workflow", "list", "--query", query, "--limit", "10000")
        return [(run["execution"]["workflowId"], run["execution"]["runId"]) for run in listed]

    def history(self, workflow, run):
        return self.ask("workflow", "show", "--workflow-id", workflow, "--run-id", run)["events"]

    def ask(self, *words):
        answer = subprocess.run([self.cli, *words, "--address", self.address, "-o", "json"],
                                check=True, capture_output=True, text=True)
        return json.loads(answer.stdout)


if __name__ == "__main__":
    main()
