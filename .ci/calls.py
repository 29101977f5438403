#!/usr/bin/env python3
"""How a system was called over a while, from the sandbox's journal.

Usage: calls.py per-minute JOURNAL.ndjson FROM TO
       calls.py longest-gap JOURNAL.ndjson FROM TO

FROM and TO are seconds since the epoch. Prints one number: calls in the busiest minute, or the longest
time without a call in seconds, the beginning and the end of the while included.
"""

import json
import sys
from bisect import bisect_left
from datetime import datetime, timezone


def instant(text):
    """Seconds since the epoch of what Java writes: without a fraction, or with up to nine digits."""
    whole, _, fraction = text.rstrip("Z").partition(".")
    at = datetime.strptime(whole, "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc)
    return at.timestamp() + float("0." + (fraction or "0"))


def times(journal, begin, end):
    with open(journal, encoding="utf-8") as lines:
        for line in lines:
            if line.endswith("\n"):
                at = instant(json.loads(line)["at"])
                if begin <= at <= end:
                    yield at


def main():
    what, journal = sys.argv[1:3]
    begin, end = float(sys.argv[3]), float(sys.argv[4])
    called = sorted(times(journal, begin, end))
    if what == "per-minute":
        print(max((bisect_left(called, at + 60) - i for i, at in enumerate(called)), default=0))
    elif what == "longest-gap":
        marks = [begin, *called, end]
        print(f"{max(b - a for a, b in zip(marks, marks[1:])):.1f}")
    else:
        sys.exit("per-minute or longest-gap, not " + what)


if __name__ == "__main__":
    main()
