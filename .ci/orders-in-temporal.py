#!/usr/bin/env python3
"""What Temporal shows of the orders that run now.

Usage: orders-in-temporal.py ADDRESS FILE

Writes JSON, an entry for each order's run: the length of its history, and its pending activities with
type, attempt and last failure.
"""

import json
import sys

from temporal import Temporal


def pending(activity):
    return {
        "type": activity["activityType"]["name"],
        "attempt": activity.get("attempt", 1),
        "failure": activity.get("lastFailure", {}).get("message", ""),
    }


def main():
    temporal = Temporal(sys.argv[1])
    runs = {}
    for execution in temporal.workflows("WorkflowType = 'OrderLifecycle' and ExecutionStatus = 'Running'"):
        name, run = execution["execution"]["workflowId"], execution["execution"]["runId"]
        shown = temporal.describe(name, run)
        runs[name + " " + run] = {
            "order": name.split("/", 2)[2],
            "events": int(shown["workflowExecutionInfo"]["historyLength"]),
            "pending": [pending(activity) for activity in shown.get("pendingActivities", [])],
        }
    with open(sys.argv[2], "w", encoding="utf-8") as file:
        json.dump(runs, file)
    print(len(runs))


if __name__ == "__main__":
    main()
