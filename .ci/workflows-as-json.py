#!/usr/bin/env python3
"""What Temporal stores and shows of workflows, as lines of JSON.

Usage: workflows-as-json.py ADDRESS running FILE    appends a description of each that runs now
       workflows-as-json.py ADDRESS all FILE        writes a description and the history of each

A description has the search attributes, the memo, and pending activities with their last failures. Prints how many
workflows there were, how many events, and how many pending activities with a failure.
"""

import json
import sys
import urllib.error

from temporal import Temporal


def failed(shown):
    return sum(1 for activity in shown.get("pendingActivities", []) if "lastFailure" in activity)


def main():
    temporal = Temporal(sys.argv[1])
    everything = sys.argv[2] == "all"
    workflows = events = failures = 0
    with open(sys.argv[3], "w" if everything else "a", encoding="utf-8") as file:
        for execution in temporal.workflows("" if everything else "ExecutionStatus = 'Running'"):
            name, run = execution["execution"]["workflowId"], execution["execution"]["runId"]
            try:
                shown = temporal.describe(name, run)
                history = list(temporal.history(name, run)) if everything else []
            except urllib.error.HTTPError as gone:
                if gone.code == 404 and not everything:
                    continue
                raise
            workflows += 1
            events += len(history)
            failures += failed(shown)
            json.dump({"listed": execution, "described": shown, "history": history}, file, ensure_ascii=False)
            file.write("\n")
    print(workflows, events, failures)


if __name__ == "__main__":
    main()
