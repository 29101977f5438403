#!/usr/bin/env python3
"""Checks, from the transactions alone, which orders' money the quick start let credit notes take back.

Usage: check-attribution.py DATA.csv.gz SUMMARY.json [--plain AMOUNT] [--live-days N]

The rule, as docs/decisions/0014 has it: line by line, the newest earlier line of the same item of the same
customer that has something left; then the newest earlier orders that have value left; no order falls below
zero; what is left over found no order. The transactions name no order.

First the first step alone, as one would do it from the file: any line is an item, and no order's value is
looked at. Then, one at a time, what else holds in the run, and what each moves away from the first step:

  - the delivery charge of an order is one, whatever the quantity of its lines POST and DOT;
  - an order can be taken back once it is invoiced. In the live days the sandbox invoices hours after the
    order, by the seed, and credit notes of the same day may come before;
  - no order falls below zero.

The feeds of orders and of credit notes run side by side, an hour of business a second. So which of a
customer's orders of the live days are known when a credit note of the live days is read is not settled by
the file. The sums must be, to the penny, those that some such order of reading gives; those for feeds
without delay are printed. All other credit notes have one result.

Prints a line for each check; exits 1 if one does not hold, 2 if a file can't be used. No money passes
through a binary fraction.
"""

import argparse
import csv
import gzip
import hashlib
import itertools
import json
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from checks import Checks

DELIVERY_CODES = ("POST", "DOT")
DELIVERY = "the delivery charge"
STEPS = ("sameItem", "earlierOrder", "unallocated")


@dataclass
class Document:
    number: str
    customer: str
    at: datetime
    lines: list = field(default_factory=list)

    def is_credit(self):
        return self.number.startswith("C")


@dataclass
class Order:
    """What is left of a sold order, its lines as [item, quantity]."""

    number: str
    at: datetime
    value: Decimal
    lines: list


@dataclass(frozen=True)
class Rules:
    one_delivery: bool = False
    once_invoiced: bool = False
    never_below_zero: bool = False


# --- The transactions -------------------------------------------------------------------------------


def read_documents(path):
    """All documents in the order of the file, guests' too."""
    documents = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            number = row["InvoiceNo"]
            if number not in documents:
                at = datetime.fromisoformat(row["InvoiceDate"])
                documents[number] = Document(number, row["CustomerID"], at)
            line = (row["StockCode"], int(row["Quantity"]), Decimal(row["UnitPrice"]))
            documents[number].lines.append(line)
    return list(documents.values())


def by_customer(documents):
    known = defaultdict(lambda: ([], []))
    for document in documents:
        if document.customer:
            orders, notes = known[document.customer]
            (notes if document.is_credit() else orders).append(document)
    for orders, notes in known.values():
        orders.sort(key=lambda order: (order.at, order.number), reverse=True)
        notes.sort(key=lambda note: (note.at, note.number))
    return [(orders, notes) for orders, notes in known.values() if notes]


def first_live_moment(documents, days):
    last = max(document.at for document in documents).date()
    return datetime.combine(last - timedelta(days=days - 1), datetime.min.time())


class Invoicing:
    """When the sandbox invoices an order of the live days; all before has long been invoiced."""

    def __init__(self, seed, live_from):
        self.seed = seed
        self.live_from = live_from

    def is_live(self, document):
        return document.at >= self.live_from

    def at(self, order):
        if not self.is_live(order):
            return order.at
        if self.chance("path", order) >= 0.5:
            return order.at + timedelta(hours=self.chance("issue", order) * 2)
        if self.chance("stuck", order) < 0.005:
            return order.at + timedelta(hours=26)
        shipped = order.at + timedelta(hours=2 + self.chance("ship", order) * 22)
        return shipped + timedelta(hours=self.chance("issue", order) * 8)

    def chance(self, kind, order):
        digest = hashlib.sha256(f"{self.seed}|{kind}|{order.number}".encode()).digest()
        return int.from_bytes(digest[:8], "big") / 2**64


# --- The rule ---------------------------------------------------------------------------------------


def sold(document, rules):
    lines = []
    delivery = Decimal(0)
    for item, quantity, price in document.lines:
        if rules.one_delivery and item in DELIVERY_CODES:
            delivery += quantity * price
        else:
            lines.append([item, quantity])
    if delivery > 0:
        lines.append([DELIVERY, 1])
    value = sum((quantity * price for _, quantity, price in document.lines), Decimal(0))
    return Order(document.number, document.at, value, lines)


def credited(note, rules):
    """The lines of a note, with what is given back positive."""
    for item, quantity, price in note.lines:
        if quantity > 0 or price < 0:
            raise ValueError(f"{note.number} charges something, which this check has no rule for")
        is_delivery = rules.one_delivery and item in DELIVERY_CODES
        yield DELIVERY if is_delivery else item, -quantity, price


def take_same_item(item, quantity, price, orders, never_below_zero):
    """What of a credited line goes back to sold lines."""
    taken = Decimal(0)
    for order in orders:
        for line in order.lines:
            if quantity > 0 and line[0] == item and line[1] > 0:
                pieces = min(quantity, line[1])
                value = pieces * price
                if never_below_zero:
                    value = min(value, order.value)
                quantity -= pieces
                line[1] -= pieces
                order.value -= value
                taken += value
    return taken


def take_value(value, orders):
    taken = Decimal(0)
    for order in orders:
        part = max(min(value - taken, order.value), Decimal(0))
        order.value -= part
        taken += part
    return taken


def allot(orders, notes, rules, is_known):
    """What the notes of one customer take back by step, orders the newest first, notes the oldest first."""
    left = [sold(order, rules) for order in orders]
    same = earlier = nothing = Decimal(0)
    for note in notes:
        before = [order for order in left if order.at <= note.at and is_known(note.number, order.number)]
        rests = []
        for item, quantity, price in credited(note, rules):
            taken = take_same_item(item, quantity, price, before, rules.never_below_zero)
            same += taken
            rests.append(quantity * price - taken)
        for rest in rests:
            taken = take_value(rest, before)
            earlier += taken
            nothing += rest - taken
    return same, earlier, nothing


# --- What is known when -----------------------------------------------------------------------------


def always_known(note, order):
    return True


def known_at_once(orders, notes, invoicing):
    """Pairs of a note and an order that was not invoiced yet, for feeds without delay."""
    unknown = {(n.number, o.number) for n in notes for o in orders if o.at <= n.at < invoicing.at(o)}
    return lambda note, order: (note, order) not in unknown


def ways_of_reading(orders, notes, invoicing):
    """For each way in which the feeds may have been read: which order was known to which note."""
    open_orders = []
    for note in filter(invoicing.is_live, notes):
        live = [order for order in orders if invoicing.is_live(order) and order.at <= note.at]
        live.sort(key=invoicing.at)
        open_orders.append([(note.number, order.number) for order in live])
    for cuts in itertools.product(*(range(len(pairs) + 1) for pairs in open_orders)):
        unknown = {pair for pairs, cut in zip(open_orders, cuts) for pair in pairs[cut:]}
        yield lambda note, order, unknown=unknown: (note, order) not in unknown


def total(customers, rules, invoicing):
    sums = [Decimal(0)] * len(STEPS)
    for orders, notes in customers:
        is_known = known_at_once(orders, notes, invoicing) if rules.once_invoiced else always_known
        sums = [one + other for one, other in zip(sums, allot(orders, notes, rules, is_known))]
    return tuple(sums)


def possible_totals(customers, rules, invoicing):
    possible = {(Decimal(0),) * len(STEPS)}
    for orders, notes in customers:
        its = {allot(orders, notes, rules, way) for way in ways_of_reading(orders, notes, invoicing)}
        possible = {tuple(map(sum, zip(one, other))) for one in possible for other in its}
    return possible


# --- The checks -------------------------------------------------------------------------------------


def words(sums):
    return ", ".join(f"{step} {amount}" for step, amount in zip(STEPS, sums))


def check(checks, documents, summary, plain, live_days):
    customers = by_customer(documents)
    invoicing = Invoicing(summary["run"]["seed"], first_live_moment(documents, live_days))
    first = total(customers, Rules(), invoicing)
    print(f"  the first step alone: {first[0]}")
    if plain is not None:
        checks.equal("the first step alone", first[0], plain)
    before = first
    for what, rules in (
        ("a delivery charge is one", Rules(True)),
        ("an order counts once it is invoiced", Rules(True, True)),
        ("no order falls below zero", Rules(True, True, True)),
    ):
        after = total(customers, rules, invoicing)
        print(f"  {what}: moves {before[0] - after[0]} to later steps")
        before = after
    print(f"  all together, feeds without delay: {words(before)}")
    allotted = summary["allotted"]
    there = tuple(Decimal(allotted[step]) for step in STEPS)
    credits = abs(Decimal(summary["money"]["credits"]))
    checks.equal("credits, from the file", sum(before), credits)
    checks.equal("named orders", Decimal(allotted["namedOrder"]), Decimal(0))
    possible = possible_totals(customers, Rules(True, True, True), invoicing)
    at_once = "as without delay" if there == before else "an order and a credit note of one live day crossed"
    checks.holds(
        there in possible,
        f"{words(there)} ({at_once})",
        f"{words(there)}: none of the {len(possible)} results that the file allows",
    )


def main():
    parser = argparse.ArgumentParser(description="Checks which orders credit notes took back.")
    parser.add_argument("data")
    parser.add_argument("summary")
    parser.add_argument("--plain", type=Decimal, help="what the first step alone must allot")
    parser.add_argument("--live-days", type=int, default=2, help="how many of the last days were live (2)")
    arguments = parser.parse_args()
    try:
        documents = read_documents(arguments.data)
        with open(arguments.summary, encoding="utf-8") as file:
            summary = json.load(file, parse_float=Decimal)
        checks = Checks()
        check(checks, documents, summary, arguments.plain, arguments.live_days)
    except (OSError, ValueError, ArithmeticError, KeyError, TypeError, AttributeError) as problem:
        print(f"the attribution can't be checked: {type(problem).__name__}: {problem}", file=sys.stderr)
        return 2
    print(f"{arguments.summary}: " + ("all checks hold" if checks.broken == 0 else f"{checks.broken} wrong"))
    return 1 if checks.broken else 0


if __name__ == "__main__":
    sys.exit(main())
