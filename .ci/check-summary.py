#!/usr/bin/env python3
"""Checks the summary that the quick start writes with --json: everything observed is accounted for.

Usage: check-summary.py SUMMARY.json [--gross AMOUNT] [--credits AMOUNT] [--big-spenders N] [--kept-nothing N]
                        [--retailer] [--identity]

Prints a line for each check; exits 1 if one does not hold, 2 if the file can't be used. Money is
text in the file and decimal here: nothing passes through a binary fraction.
"""

import argparse
import json
import sys
from decimal import Decimal, InvalidOperation

from checks import Checks


def money(value, where):
    if not isinstance(value, str):
        raise ValueError(f"{where} must be text, is {value!r}")
    try:
        amount = Decimal(value)
    except InvalidOperation:
        raise ValueError(f"{where} is no amount: {value!r}") from None
    if not amount.is_finite():
        raise ValueError(f"{where} is no amount: {value!r}")
    return amount


def count(value, where):
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{where} must be a count, is {value!r}")
    return value


def check_destination(checks, name, side, after_credits):
    deliveries = side["deliveries"]
    excluded = sum(count(n, f"{name} excluded {reason}") for reason, n in deliveries["excluded"].items())
    delivered = count(deliveries["delivered"], f"{name} delivered")
    in_flight = count(deliveries["inFlight"], f"{name} inFlight")
    held = count(deliveries["held"], f"{name} held")
    observed = count(deliveries["observed"], f"{name} observed")
    checks.equal(
        f"{name}: observed = delivered + excluded + in flight + held",
        observed,
        delivered + excluded + in_flight + held,
    )
    checks.equal(f"{name}: in flight", in_flight, 0)
    checks.holds(observed > 0, f"{name}: something was observed", f"{name}: nothing was observed")
    accounted = (
        money(side["money"], f"{name} money")
        + sum((money(m, f"{name} excluded {r}") for r, m in side["excludedMoney"].items()), Decimal(0))
        + money(side["heldMoney"], f"{name} heldMoney")
        + money(side["unallocatedCredit"], f"{name} unallocatedCredit")
    )
    checks.equal(
        f"{name}: money there + excluded + held + credits of no order = afterCredits", accounted, after_credits
    )
    evidence = side["evidence"]
    checks.equal(
        f"{name}: accepted + read back = delivered",
        count(evidence["accepted"], f"{name} accepted") + count(evidence["readBack"], f"{name} readBack"),
        delivered,
    )


def check_retailer(checks, figures):
    """The scenario `retailer`: contacts that were there before are taken over, and nobody else's."""
    for name in ("personsWithTwoContacts", "nativeTouched", "wronglyOptedIn"):
        checks.equal(f"retailer: {name}", count(figures[name], name), 0)
    adopted = count(figures["adopted"], "adopted")
    checks.holds(adopted > 0, f"retailer: {adopted} adopted", "retailer: nothing was adopted")
    count(figures["unknownAsBefore"], "unknownAsBefore")
    count(figures["consentHeld"], "consentHeld")


def check_identity(checks, merges, consent):
    """The scenario `identity`: one human is one contact with the whole history, mailed only as they want to be."""
    performed = count(merges["performed"], "performed")
    checks.holds(
        performed >= 100, f"identity: {performed} merges performed", f"identity: only {performed} merges performed"
    )
    count(merges["awaitingDecision"], "awaitingDecision")
    count(merges["unmovableRows"], "unmovableRows")
    for name in ("liveDuplicates", "historyLost", "historyDoubled"):
        checks.equal(f"identity: {name}", count(merges[name], name), 0)
    for name in ("wronglyOptedIn", "wronglyOptedOut"):
        checks.equal(f"identity: {name}", count(consent[name], name), 0)
    for name in ("held", "optedOutAtDestination", "awaitingPerson"):
        count(consent[name], name)


def main():
    parser = argparse.ArgumentParser(description="Checks a summary of the quick start.")
    parser.add_argument("summary")
    parser.add_argument("--gross", help="the gross money that the run must have observed")
    parser.add_argument("--credits", help="what credit notes must have taken off it")
    parser.add_argument("--big-spenders", type=int, help="how many must have spent 1,000.00 or more")
    parser.add_argument("--kept-nothing", type=int, help="how many must have bought, and kept nothing")
    parser.add_argument("--retailer", action="store_true", help="the run was of the scenario retailer")
    parser.add_argument("--identity", action="store_true", help="the run was of the scenario identity")
    arguments = parser.parse_args()
    try:
        with open(arguments.summary, encoding="utf-8") as file:
            summary = json.load(file, parse_float=Decimal)
        checks = Checks()
        totals = summary["money"]
        gross = money(totals["gross"], "gross")
        after_credits = money(totals["afterCredits"], "afterCredits")
        if arguments.gross is not None:
            checks.equal("gross", gross, Decimal(arguments.gross))
        if arguments.credits is not None:
            checks.equal("credits", abs(money(totals["credits"], "credits")), Decimal(arguments.credits))
        metrics = summary["metrics"]
        if arguments.big_spenders is not None:
            checks.equal("spent 1,000.00 or more", metrics["afterCreditsAtLeast1000"], arguments.big_spenders)
        if arguments.kept_nothing is not None:
            checks.equal("bought, and kept nothing", metrics["boughtButNotPositive"], arguments.kept_nothing)
        checks.holds(
            len(metrics["topTen"]) == 10, "ten are the top ten", f"{len(metrics['topTen'])} are the top ten"
        )
        # Credits are given as what they take off, whichever sign they are written with.
        checks.equal(
            "gross - credits = afterCredits", gross - abs(money(totals["credits"], "credits")), after_credits
        )
        destinations = summary["destinations"]
        checks.equal("destinations", sorted(destinations), ["dotdigital", "emarsys"])
        for name, side in sorted(destinations.items()):
            check_destination(checks, name, side, after_credits)
        if arguments.retailer:
            check_retailer(checks, summary["retailer"])
        if arguments.identity:
            check_identity(checks, summary["merges"], summary["consent"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        print(f"{arguments.summary} can't be used: {type(problem).__name__}: {problem}", file=sys.stderr)
        return 2
    print(f"{arguments.summary}: " + ("all checks hold" if checks.broken == 0 else f"{checks.broken} wrong"))
    return 1 if checks.broken else 0


if __name__ == "__main__":
    sys.exit(main())
