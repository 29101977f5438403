#!/usr/bin/env python3
"""The people of the sandbox, for the search for personal data.

Usage: people.py rename SANDBOX                  gives every customer a name and an e-mail that mean nothing else
       people.py move SANDBOX                    changes some customers' e-mails, as clerks would
       people.py unavailable SANDBOX             lets all three systems fail for a while, repeating what was sent and more
       people.py refusing SANDBOX                lets the destinations refuse what is sent, repeating it and more
       people.py hits SANDBOX FEWEST             says how many there were; fails if a system had fewer
       people.py values SANDBOX                  prints all that is personal, a value a line
       people.py plant VALUES SEARCHED TARGET    makes copies of what was searched with a value in each
       people.py settings SANDBOX LEDGER TEMPORAL KEYS PORT
                                                 prints a worker's settings for this sandbox, as JSON
"""

import base64
import gzip
import json
import os
import shutil
import sys
import urllib.request

SYLLABLES = ["ba", "be", "bi", "bo", "bu", "da", "de", "di", "do", "du"]
POSTCODES = ["ZZ9 9ZZ", "ZZ99ZZ", "QX7 4WV"]
PHONES = ["07700 900461", "07700900461", "+447700900461", "+44 7700 900461"]
STREETS = ["Mill Lane"]
STRANGERS = ["Wilhelmina Quillfeather", "quillfeather@stranger.example"]
WORDS = "Row of " + ", ".join(STRANGERS + ["12 Mill Lane", "QX7 4WV"] + PHONES)


def call(url, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.read()


def customers(sandbox):
    for line in call(sandbox + "/_sandbox/state/khaos").splitlines():
        row = json.loads(line)
        if row["type"] == "customer":
            yield row


def word(number):
    return "".join(SYLLABLES[int(digit)] for digit in number)


def change(sandbox, customer, **fields):
    call(f"{sandbox}/_sandbox/khaos/customers/{customer['companyCode']}", fields)


def rename(sandbox):
    changed = 0
    for customer in customers(sandbox):
        name = word(customer["companyCode"])
        fields = {"forename": "Zo\u00eb-" + name[::-1].capitalize(), "surname": "O'" + name.capitalize()}
        if "@" in customer["webUser"]:
            fields["email"] = f"post.{customer['companyCode']}@people.example"
        change(sandbox, customer, **fields)
        changed += 1
    print(f"    {changed} customers have names and e-mails that mean nothing else")


def move(sandbox):
    with_mail = [customer for customer in customers(sandbox) if "@" in customer["webUser"]]
    for customer in [c for c in with_mail if c["webUser"].startswith("post.")][:10]:
        change(sandbox, customer, email=f"moved.{customer['companyCode']}@people.example")


def arm(sandbox, faults):
    for fault in faults:
        call(sandbox + "/_sandbox/faults", {"rate": 0.5, **fault})


def unavailable(sandbox):
    text = WORDS + ": ${request}"
    soap = (
        '<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body><SOAP-ENV:Fault>'
        f"<faultcode>Server</faultcode><faultstring>{text}</faultstring>"
        "</SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>"
    )
    core = json.dumps({"replyCode": 1, "replyText": text, "data": WORDS})
    v3 = json.dumps({"errorCode": "contacts:unavailable", "description": text, "details": [WORDS]})
    arm(sandbox, [
        {"system": "khaos", "kind": "status", "status": 500, "body": soap, "count": 2},
        {"system": "khaos", "kind": "status", "status": 503, "body": text, "count": 1},
        # Half an answer, with people in it.
        {"system": "khaos", "requestMatches": "ExportCompany", "kind": "malformed", "count": 2},
        {"system": "emarsys", "path": "/api/v3/contact", "kind": "status", "status": 503, "body": core, "count": 1},
        {"system": "emarsys", "path": "/api/v3/contact", "kind": "malformed", "count": 1},
        {"system": "emarsys", "path": "/api/v3/event", "kind": "status", "status": 503, "body": core, "count": 2},
        {"system": "emarsys", "path": "/sales-data", "kind": "status", "status": 503, "body": text, "count": 1},
        {"system": "dotdigital", "path": "/import", "kind": "malformed", "count": 1},
        {"system": "dotdigital", "path": "^/(v2/email|insightData|contacts)", "kind": "status", "status": 503,
         "body": v3, "count": 3},
    ])


def refusing(sandbox):
    text = WORDS + ": ${request}"
    core = json.dumps({"replyCode": 2007, "replyText": text, "data": WORDS})
    v3 = json.dumps({"errorCode": "contacts:badRequest", "description": text, "details": [WORDS]})
    v2 = json.dumps({"message": text + " ERROR_PARAMETER_INVALID"})
    arm(sandbox, [
        {"system": "emarsys", "path": "/api/v3/contact", "method": "PUT", "kind": "refuseRows", "body": WORDS, "count": 1},
        {"system": "emarsys", "path": "/api/v3/contact", "kind": "status", "status": 400, "body": core, "count": 1},
        {"system": "emarsys", "path": "/api/v3/event", "kind": "refuseRows", "body": WORDS, "count": 1},
        {"system": "emarsys", "path": "/api/v3/event", "kind": "status", "status": 400, "body": core, "count": 1},
        {"system": "emarsys", "path": "/sales-data", "kind": "refuseRows", "body": WORDS, "count": 1},
        {"system": "dotdigital", "path": "/import$", "kind": "refuseRows", "body": WORDS, "count": 1},
        {"system": "dotdigital", "path": "^/contacts", "kind": "refuseRows", "body": WORDS, "count": 1},
        {"system": "dotdigital", "path": "^/contacts", "kind": "status", "status": 400, "body": v3, "count": 1},
        {"system": "dotdigital", "path": "^/insightData", "kind": "refuseRows", "body": WORDS, "count": 1},
        {"system": "dotdigital", "path": "/batch$", "kind": "refuseRows", "body": WORDS, "count": 1},
        {"system": "dotdigital", "path": "/batch$", "kind": "status", "status": 400, "body": v2, "count": 1},
    ])


def hits(sandbox, fewest):
    counted = {}
    for fault in json.loads(call(sandbox + "/_sandbox/faults")):
        counted[fault["system"]] = counted.get(fault["system"], 0) + fault["hits"]
    print("    errors that repeated what was sent: " + ", ".join(f"{n} of {system}" for system, n in counted.items()))
    if any(n < int(fewest) for n in counted.values()):
        sys.exit(f"each system should have had {fewest}")


def values(sandbox):
    found = {value for value in POSTCODES + PHONES + STREETS + STRANGERS}
    found.update(STRANGERS[0].split()[1:])
    for customer in customers(sandbox):
        name = word(customer["companyCode"])
        # Forename, surname and their parts, and every address that the customer has or had.
        found.update([customer["forename"], customer["surname"], customer["companyName"], name, name[::-1]])
        found.update(f"{box}.{customer['companyCode']}@people.example" for box in ("post", "moved"))
        found.update([f"c{customer['companyCode']}@example.com", customer["webUser"], customer["contactEmail"]])
        found.add("web-password-" + customer["companyCode"])
    print("\n".join(sorted(value for value in found if value)))


def plant(known, searched, target):
    """A value as it is, in the bytes of a file in gzip, and in a payload, each where such a thing could be."""
    with open(known, encoding="utf-8") as lines:
        # Of one value no other is a part.
        value = next(line.strip() for line in lines if line.startswith("moved."))

    def copy(source, name, text):
        path = os.path.join(target, name)
        shutil.copyfile(os.path.join(searched, source), path)
        with open(path, "a", encoding="utf-8") as file:
            file.write(text)

    packed = gzip.compress(f"customer,item\n{value},1\n".encode()).hex()
    payload = base64.b64encode(json.dumps({"says": value}).encode()).decode()
    copy("ledger.sql", "ledger-with-value.sql", f"INSERT INTO public.audit VALUES (1, 'refused {value}');\n")
    copy("ledger.sql", "ledger-with-value-in-a-file.sql", f"INSERT INTO public.sales_file VALUES (1, '\\x{packed}');\n")
    copy("temporal.json", "temporal-with-value-in-a-payload.json", json.dumps({"payloads": [{"data": payload}]}) + "\n")
    copy("bridge.log", "bridge-with-value.log", "WARN refused: " + value.replace("@", "%40") + "\n")


def worker_settings(sandbox, ledger, temporal, keys, port):
    start = json.loads(call(sandbox + "/_sandbox/clock"))["start"]
    events = {"order-confirmed": {"valid-for": "60d"}, "despatched": {"valid-for": "60d"}}
    return {
        "spring.temporal.connection.target": temporal,
        "server.port": port,
        "khaos-bridge": {
            "source": "khaos",
            "keys-file": keys,
            "ledger": {"url": ledger},
            "go-live": start,
            "money": {
                "vat-basis": "ex-vat",
                "delivery": "included",
                "account-currency": "GBP",
                "order-number": "associated-ref",
                "item-code": "stock-code",
                # As in the quick start, whose ledger this is: it is frozen there.
                "history-from": f"{int(start[:4]) - 3}{start[4:10]}",
            },
            "consent": {"first-sight": "erp-wins"},
            "business-clock": sandbox,
            "khaos": {
                "endpoint": sandbox + "/Khaos.exe/soap/IKosWeb",
                "consent": {"may-contact-flags": [1, 3, 5], "no-contact-flags": [6]},
            },
            "senders": {"sales-window": "1s", "idle-poll": "500ms", "outage-pause": "2s"},
            "feeds": {"floor": "1s", "customers-floor": "2s"},
            "destinations": [
                {
                    "name": "emarsys",
                    "events": events,
                    "emarsys": {
                        "api-url": sandbox + "/api/v3",
                        "token-url": sandbox + "/oauth2/token",
                        "client-id": "sandbox-client",
                        "client-secret": "sandbox-secret",
                        "sales-url": sandbox,
                        "merchant-id": "sandbox",
                        "sales-token": "sandbox-sales-token",
                    },
                },
                {
                    "name": "dotdigital",
                    "events": events,
                    "dotdigital": {
                        "discovery-url": sandbox,
                        "api-user": "apiuser-sandbox@apiconnector.com",
                        "api-password": "sandbox-password",
                        "campaigns": {"order-confirmed": "1002", "despatched": "1003"},
                        "import-poll": "250ms",
                    },
                },
            ],
        },
    }


def settings(sandbox, ledger, temporal, keys, port):
    print(json.dumps(worker_settings(sandbox, ledger, temporal, keys, port)))


def main():
    command, arguments = sys.argv[1], sys.argv[2:]
    commands = [rename, move, unavailable, refusing, hits, values, plant, settings]
    {function.__name__: function for function in commands}[command](*arguments)


if __name__ == "__main__":
    main()
