#!/usr/bin/env python3
"""The customers of the end-to-end run on merges: pairs, of which the ERP merges the one into the other.

Usage: merges.py data                        prints their transactions
       merges.py prepare SANDBOX             gives them e-mails and consents, as a clerk would
       merges.py settings SANDBOX LEDGER TEMPORAL KEYS PORT QUERIES
                                             prints a worker's settings for this sandbox, as JSON
       merges.py begin SANDBOX STEP          merges the pairs to be caught in a step, of which answers will be slow
       merges.py catch SANDBOX STEP PSQL PID waits until each of them is in the middle of its step; ends with 3 if the
                                             worker of this process id died by itself
       merges.py caught SANDBOX STEP PSQL    says where they stand; fails if one is not in the middle of its step
       merges.py effects SANDBOX             prints how many effects there are that nothing can take back
       merges.py check SANDBOX PSQL          says what is wrong with the merges; fails if anything is

PSQL is the command that asks the ledger.
"""

import collections
import decimal
import json
import os
import shlex
import subprocess
import sys
import time
import urllib.request

from people import call, worker_settings

STEPS = ["RETIREMENT", "CONSENT", "PROFILE", "HISTORY", "METRICS", "READ_BACK"]
DESTINATIONS = ["emarsys", "dotdigital"]
OTHER = {"emarsys": "dotdigital", "dotdigital": "emarsys"}
# Of who goes and of who stays: the subscription box, by the step in which the pair is caught; a pair a destination.
CONSENTS = {
    "RETIREMENT": [("-1", "-1"), ("-1", "0")],
    "CONSENT": [("0", "-1"), ("0", "-1")],
    # The ones that stay have opted out, so that no change of consent waits for the slow profile.
    "PROFILE": [("-1", "0"), ("-1", "0")],
    "HISTORY": [("0", "-1"), ("-1", "0")],
    "METRICS": [("-1", "-1"), ("0", "-1")],
    "READ_BACK": [("-1", "0"), ("-1", "-1")],
}
METRICS = {
    "orders": ("khaos_orders", "KHAOS_ORDERS"),
    "items": ("khaos_items", "KHAOS_ITEMS"),
    "gross": ("khaos_gross", "KHAOS_GROSS"),
    "after-credits": ("khaos_after_credits", "KHAOS_AFTER_CREDITS"),
}
# Emarsys' fields by number: the person's id, consent, and the first three of the metrics.
PERSON, CONSENT, ORDERS, ITEMS, GROSS = "10569", "31", "10575", "10576", "10578"
# Longer than all that both destinations need to come so far, and shorter than anybody waits for an answer.
DELAY_MILLIS = 40_000
LONGEST_WAIT = 180
LOOK_EVERY = 0.5


class Pair:
    def __init__(self, step, destination):
        self.step, self.destination = step, destination
        index = STEPS.index(step) * 2 + DESTINATIONS.index(destination)
        numbers = 50101 + 2 * index, 50102 + 2 * index
        # The one that stays may be the older or the younger customer.
        self.goes, self.stays = numbers if index % 3 == 0 else numbers[::-1]
        self.boxes = CONSENTS[step][DESTINATIONS.index(destination)]
        self.loser, self.survivor = str(1_000_000 + self.goes), str(1_000_000 + self.stays)

    def strictest(self):
        return "OPTED_OUT" if "0" in self.boxes else "OPTED_IN"

    def words(self):
        return f"{self.loser} into {self.survivor}"


PAIRS = [Pair(step, destination) for step in STEPS for destination in DESTINATIONS]


def orders():
    """Number, customer and day of each order. The last day is live."""
    number = 710000
    for pair in PAIRS:
        for customer, days in ((pair.goes, (1, 2, 3, 9)), (pair.stays, (1, 4))):
            for day in days:
                number += 1
                yield number, customer, day


def data():
    print("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country")
    for number, customer, day in orders():
        for line in range(2):
            print(f"{number},{30001 + line},ENAMEL MUG,{1 + number % 7 + line},2011-06-{day:02d} 09:00:00,"
                  f"{2 + line}.25,{customer}.0,United Kingdom")


def prepare(sandbox):
    for pair in PAIRS:
        for customer, box in zip((pair.goes, pair.stays), pair.boxes):
            call(f"{sandbox}/_sandbox/khaos/customers/{customer}",
                 {"email": f"c{customer}@example.com", "emailSubscribe": box})


def settings(sandbox, ledger, temporal, keys, port, queries):
    values = worker_settings(sandbox, ledger, temporal, keys, port)
    bridge = values["khaos-bridge"]
    bridge["credits"] = {"reporting-copy": {"url": ledger, "queries": queries}}
    for which, destination in enumerate(bridge["destinations"]):
        destination["metrics"] = {metric: fields[which] for metric, fields in METRICS.items()}
    print(json.dumps(values))


def of_step(step):
    return [pair for pair in PAIRS if pair.step == step]


def lines(sandbox, path):
    return [json.loads(line) for line in call(f"{sandbox}/_sandbox/{path}").splitlines()]


class There:
    """What a destination has: contacts by person, with id, consent and metrics; who has which order."""

    def __init__(self, sandbox, destination):
        self.contacts = collections.defaultdict(list)
        self.orders, self.totals, self.rows = {}, {}, []
        self.doubled = []
        for line in lines(sandbox, "state/" + destination):
            if line["type"] == "contact":
                add = self.emarsys if destination == "emarsys" else self.dotdigital
                add(line)
            elif line["type"] == "order":
                if line["key"] in self.orders:
                    self.doubled.append(line["key"])
                self.orders[line["key"]] = str(line["contactId"])
                self.totals[line["key"]] = decimal.Decimal(str(line["json"]["order_total"]))
            elif line["type"] == "salesRow":
                self.rows.append(line)

    def emarsys(self, line):
        fields = line["fields"]
        self.contacts[fields.get(PERSON)].append({
            "id": str(line["id"]),
            "consent": {"1": "OPTED_IN", "2": "OPTED_OUT"}.get(fields.get(CONSENT), "UNKNOWN"),
            "metrics": [fields.get(ORDERS), fields.get(ITEMS), fields.get(GROSS)],
        })

    def dotdigital(self, line):
        fields = line["dataFields"]
        self.contacts[line["identifiers"].get("khaos-person-id")].append({
            "id": str(line["contactId"]),
            "consent": {"subscribed": "OPTED_IN", "unsubscribed": "OPTED_OUT"}.get(line["status"], "UNKNOWN"),
            "metrics": [fields.get("KHAOS_ORDERS"), fields.get("KHAOS_ITEMS"), fields.get("KHAOS_GROSS")],
        })

    def contact(self, person):
        return self.contacts[person][0]["id"]


def slow(there, pair):
    """Which calls to which destination have to be slow, so that a pair can be caught."""
    goes = {name: there[name].contact(pair.loser) for name in DESTINATIONS}
    stays = {name: there[name].contact(pair.survivor) for name in DESTINATIONS}

    def put(body):
        return {"system": "emarsys", "method": "PUT", "path": "/api/v3/contact/?$", "requestMatches": body}

    def patch(contact, body):
        return {"system": "dotdigital", "method": "PATCH", "path": f"contactId/{contact}$", "requestMatches": body}

    if pair.step == "READ_BACK":
        # It is noted at the one destination and under way at the other.
        if pair.destination == "emarsys":
            return {"system": "dotdigital", "method": "GET", "path": f"contactId/{stays['dotdigital']}/Orders/"}
        both = rf'\["{stays["emarsys"]}","{goes["emarsys"]}"\]'
        return {"system": "emarsys", "method": "POST", "path": "getdata$", "requestMatches": both}
    if pair.destination == "emarsys":
        metrics = put(f'"id":"{stays["emarsys"]}","10')
        return {
            "RETIREMENT": put(f'"id":"{goes["emarsys"]}","{CONSENT}"'),
            "CONSENT": put(f'"id":"{stays["emarsys"]}","{CONSENT}"'),
            "PROFILE": put(f',"id":"{stays["emarsys"]}"'),
            # No record can be moved there: the step is over as soon as it is noted, and this is the next call.
            "HISTORY": metrics,
            "METRICS": metrics,
        }[pair.step]
    return {
        "RETIREMENT": patch(goes["dotdigital"], "channelProperties"),
        "CONSENT": patch(stays["dotdigital"], "channelProperties"),
        "PROFILE": patch(stays["dotdigital"], "FIRSTNAME"),
        "HISTORY": {"system": "dotdigital", "method": "PUT", "path": f"contactId/{stays['dotdigital']}/Orders/"},
        "METRICS": patch(stays["dotdigital"], "KHAOS_ORDERS"),
    }[pair.step]


def begin(sandbox, step):
    """Calls about profiles are dropped before they are slow, see let_on."""
    there = {name: There(sandbox, name) for name in DESTINATIONS}
    for pair in of_step(step):
        calls = slow(there, pair)
        if step == "PROFILE":
            call(sandbox + "/_sandbox/faults", {"kind": "dropBefore", **calls})
        call(sandbox + "/_sandbox/faults", {"kind": "delay", "delayMillis": DELAY_MILLIS, **calls})
        call(sandbox + "/_sandbox/khaos/merges", {"from": pair.goes, "into": pair.stays})


def ask(psql, sql):
    answer = subprocess.run(shlex.split(psql) + ["-F", "|", "-c", sql], check=True, capture_output=True, text=True)
    return [line.split("|") for line in answer.stdout.splitlines()]


class Standing:
    """Where merges stand: which steps are noted, which of these are done, what is in a call."""

    def __init__(self, sandbox, psql):
        self.noted, self.done = set(), set()
        for person, destination, step, ended in ask(
                psql, "select alias_id, destination, step, ended_at is not null from merge_step"):
            self.noted.add((person, destination, step))
            if ended == "t":
                self.done.add((person, destination, step))
        self.calls = {tuple(row) for row in ask(
            psql, "select destination, kind, business_key from delivery where status = 'CLAIMED'")}
        self.ended = {row[0] for row in ask(psql, "select alias_id from person_merge where ended_at is not null")}
        # How often an answer to this system and method was slow.
        self.slowed = {(fault["system"], fault["method"]): fault["hits"]
                       for fault in json.loads(call(sandbox + "/_sandbox/faults")) if fault["kind"] == "delay"}
        self.sandbox = sandbox

    def is_open(self, pair, destination, step):
        key = pair.loser, destination, step
        return key in self.noted and key not in self.done

    def caught(self, pair):
        """In words; None if the pair is not in the middle of its step."""
        at, step = pair.destination, pair.step
        if step == "READ_BACK":
            there = OTHER[at]
            under_way = (pair.loser, there, "METRICS") in self.done and (pair.loser, there, step) not in self.noted
            looks = self.slowed.get(("dotdigital", "GET") if there == "dotdigital" else ("emarsys", "POST"), 0)
            if (pair.loser, at, step) in self.done and under_way and looks and pair.loser not in self.ended:
                return f"noted, while {there} was being read"
            return None
        if step == "HISTORY" and at == "emarsys":
            if (pair.loser, at, step) in self.done and self.is_open(pair, at, "METRICS") \
                    and (at, "METRICS", pair.survivor) in self.calls:
                return "in which nothing is sent there: noted, before the next call was over"
            return None
        if not self.is_open(pair, at, step):
            return None
        if step == "HISTORY":
            codes = {f"SO{number}" for number, customer, _ in orders() if customer == pair.goes}
            if not any((at, "ORDER", code) in self.calls for code in codes):
                return None
            gone = codes - set(There(self.sandbox, at).orders)
            return f"with {', '.join(sorted(gone))} under no contact" if gone else None
        kind, key = {
            "RETIREMENT": ("RETIREMENT", pair.loser),
            "CONSENT": ("CONSENT", pair.survivor),
            "PROFILE": ("CONTACT", pair.survivor),
            "METRICS": ("METRICS", pair.survivor),
        }[step]
        slowed = self.slowed.get((at, "PUT" if at == "emarsys" else "PATCH"), 0)
        return "in the middle of the call" if slowed and (at, kind, key) in self.calls else None


def let_on(sandbox, step, standing):
    """
    A profile is sent from the start of a merge, and consent waits for a call about its contact. So that the merge comes
    to its third step before the profile is there, the call is dropped until then: the oldest of two faults hits.
    """
    if step != "PROFILE" or not all(standing.is_open(pair, pair.destination, step) for pair in of_step(step)):
        return
    for fault in json.loads(call(sandbox + "/_sandbox/faults")):
        if fault["kind"] == "dropBefore":
            urllib.request.urlopen(
                urllib.request.Request(f"{sandbox}/_sandbox/faults/{fault['id']}", method="DELETE"), timeout=30).close()


def catch(sandbox, step, psql, pid):
    deadline = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < deadline:
        standing = Standing(sandbox, psql)
        if all(standing.caught(pair) for pair in of_step(step)):
            return
        if not is_alive(int(pid)):
            sys.exit(3)
        let_on(sandbox, step, standing)
        time.sleep(LOOK_EVERY)
    for pair in of_step(step):
        noted = sorted(key[1:] for key in standing.noted if key[0] == pair.loser)
        print(f"{pair.words()} at {pair.destination}: {standing.caught(pair)}; noted {noted}")
    sys.exit(f"step {step} was not caught at both destinations")


def is_alive(pid):
    try:
        os.kill(pid, 0)
        return True
    except ProcessLookupError:
        return False


def caught(sandbox, step, psql):
    standing = Standing(sandbox, psql)
    for pair in of_step(step):
        where = standing.caught(pair)
        if where is None:
            sys.exit(f"{step} at {pair.destination} of {pair.words()} was missed")
        print(f"    killed in {step} at {pair.destination} of {pair.words()}, {where}")


def effects(sandbox):
    counted = collections.Counter(
        f"{name} {line['type']}" for name in DESTINATIONS for line in lines(sandbox, "state/" + name)
        if line["type"] not in ("contact", "order"))
    print(", ".join(f"{count} {what}" for what, count in sorted(counted.items())))


def check(sandbox, psql):
    wrong = []
    there = {name: There(sandbox, name) for name in DESTINATIONS}
    truth = lines(sandbox, "truth")
    customers = {line["companyId"]: line for line in truth if line["type"] == "customer"}
    invoices = collections.defaultdict(list)
    for line in truth:
        if line["type"] == "invoice":
            invoices[line["customer"]].append(line)
    for pair in PAIRS:
        if customers[pair.loser].get("gone") != "merged" or customers[pair.loser]["person"] != customers[pair.survivor]["person"]:
            wrong.append(f"{pair.words()} was not merged in the ERP")
        bought = invoices[customers[pair.survivor]["companyCode"]]
        for destination in DESTINATIONS:
            wrong += [f"{pair.words()} at {destination}: {what}"
                      for what in contacts_differ(pair, there[destination], customers[pair.survivor], bought)]
        wrong += [f"{pair.words()}: {what}" for what in records_differ(pair, there["dotdigital"], bought)]
        wrong += [f"{pair.words()}: {what}" for what in rows_differ(pair, there["emarsys"], bought, psql)]
    if there["dotdigital"].doubled or len(there["dotdigital"].orders) != sum(map(len, invoices.values())):
        wrong.append("Dotdigital has not one record an order")
    wrong += ledger_differs(psql)
    if wrong:
        sys.exit("\n".join(wrong))
    consents = collections.Counter(pair.strictest() for pair in PAIRS)
    moved = sum(len(invoices[customers[pair.survivor]["companyCode"]]) for pair in PAIRS)
    print(f"    {len(PAIRS)} pairs are one contact each at both destinations, {consents['OPTED_IN']} mailable and "
          f"{consents['OPTED_OUT']} opted out; {moved} orders are under these, each once")


def contacts_differ(pair, there, truth, bought):
    stays, goes = there.contacts[pair.survivor], there.contacts[pair.loser]
    if len(stays) != 1 or len(goes) != 1:
        yield f"{len(stays)} contacts of the one that stays, {len(goes)} of the other"
        return
    if stays[0]["consent"] != pair.strictest() or goes[0]["consent"] != "OPTED_OUT":
        yield f"{stays[0]['consent']} and {goes[0]['consent']}, not {pair.strictest()} and OPTED_OUT"
    if stays[0]["consent"] == "OPTED_IN" and not truth["mayBeOptedIn"]:
        yield "opted in against their will"
    expected = [len(bought), sum(one["units"] for one in bought),
                sum(decimal.Decimal(one["totalExVat"]) for one in bought)]
    found = [decimal.Decimal(str(metric or "-1")) for metric in stays[0]["metrics"]]
    if found != expected:
        yield f"orders, items and gross are {found}, not {expected}"


def records_differ(pair, there, bought):
    for one in bought:
        code = one["orderCode"]
        if there.orders.get(code) != there.contact(pair.survivor):
            yield f"order {code} is under {there.orders.get(code)}"
        elif there.totals[code] != decimal.Decimal(one["totalExVat"]):
            yield f"order {code} is {there.totals[code]}, not {one['totalExVat']}"


def rows_differ(pair, there, bought, psql):
    own = {f"SO{number}" for number, customer, _ in orders() if customer == pair.goes}
    left = decimal.Decimal(0)
    for one in bought:
        code, total = one["orderCode"], decimal.Decimal(one["totalExVat"])
        rows = [row for row in there.rows if row["order"] == code]
        holder = pair.loser if code in own else pair.survivor
        left += total if code in own else 0
        if len(rows) != one["lines"] or sum(decimal.Decimal(row["price"]) for row in rows) != total:
            yield f"order {code} has {len(rows)} sales rows"
        if {row["customer"] for row in rows} != {holder}:
            yield f"the sales rows of order {code} are not {holder}'s"
    told = ask(psql, "select what_happened from bridge_case where type = 'UNMOVABLE_ROWS' and record_key = "
                     f"'{pair.loser} at emarsys'")
    text = f"{len(own)} sales of {left.normalize():f} exVat at emarsys stay with person {pair.loser}"
    if len(told) != 1 or not told[0][0].startswith(text):
        yield f"the case of unmovable rows says {told}, not '{text}'"


def ledger_differs(psql):
    """Each merge is over, each of its steps was planned once, and nobody has to do anything but read."""
    def count(sql):
        return int(ask(psql, sql)[0][0])

    steps = len(PAIRS) * len(STEPS) * len(DESTINATIONS)
    if count("select count(*) from person_merge where ended_at is not null") != len(PAIRS):
        yield "not every merge is over"
    if count("select count(*) from merge_step where ended_at is not null") != steps:
        yield "not every step is done"
    taken = len({number for number, customer, _ in orders() if customer in {pair.goes for pair in PAIRS}})
    for change, expected in (("CONTACT_REPLACED", len(PAIRS)), ("ORDER_DRIFTED", taken)):
        rows = ask(psql, f"select count(*), count(distinct business_key) from observation where change = '{change}'")
        if rows != [[str(expected), str(expected)]]:
            yield f"{change} was planned {rows}, not {expected} times"
    # In a shop this small a list between a merge and what the audit says of it is too short, as it should be.
    for case in ask(psql, "select type, record_key, cause, what_happened from bridge_case"
                          " where closed_at is null and type not in ('UNMOVABLE_ROWS', 'SHORT_LIST')"):
        yield f"a case is open: {case}"


def main():
    command, arguments = sys.argv[1], sys.argv[2:]
    commands = [data, prepare, settings, begin, catch, caught, effects, check]
    {function.__name__: function for function in commands}[command](*arguments)


if __name__ == "__main__":
    main()
