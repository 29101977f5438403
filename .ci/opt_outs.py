#!/usr/bin/env python3
"""Opts customers out in the ERP while a backfill runs, and says how long destinations took to follow.

Usage: opt_outs.py SANDBOX COUNT SECONDS

Waits until so many customers are opted in at both destinations, then opts each out in the ERP and asks both
destinations, over their own APIs, until they say so. Exits 1 if any took longer than SECONDS, or if the backfill
was over before all were through.
"""

import base64
import json
import sys
import time
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

PATIENCE = 240


class Sandbox:
    def __init__(self, url):
        self.url = url
        answer = self._call("POST", "/oauth2/token", urlencode({"grant_type": "client_credentials"}).encode(),
                            "Basic " + basic("sandbox-client", "sandbox-secret"),
                            "application/x-www-form-urlencoded")
        self.emarsys = "Bearer " + answer["access_token"]
        self.dotdigital = "Basic " + basic("apiuser-sandbox@apiconnector.com", "sandbox-password")

    def _call(self, method, path, body=None, authorization=None, content="application/json"):
        headers = {"Content-Type": content}
        if authorization:
            headers["Authorization"] = authorization
        with urlopen(Request(self.url + path, body, headers, method=method), timeout=30) as answer:
            return json.loads(answer.read() or b"null")

    def lines(self, path):
        with urlopen(self.url + path, timeout=60) as answer:
            return [json.loads(line) for line in answer.read().decode().splitlines()]

    def backfill_runs(self):
        # The business clock begins to go once history is through.
        return self._call("GET", "/_sandbox/clock")["factor"] == 0

    def opt_out(self, number):
        self._call("POST", f"/_sandbox/khaos/customers/{number}", json.dumps({"emailSubscribe": "0"}).encode())

    def is_out(self, destination, email):
        return self.emarsys_out(email) if destination == "emarsys" else self.dotdigital_out(email)

    def emarsys_out(self, email):
        body = json.dumps({"keyId": "3", "keyValues": [email], "fields": ["31"]}).encode()
        answer = self._call("POST", "/api/v3/contact/getdata", body, self.emarsys)
        return answer["data"]["result"][0]["31"] == "2"

    def dotdigital_out(self, email):
        answer = self._call("GET", f"/contacts/v3/email/{quote(email)}", None, self.dotdigital)
        return answer["channelProperties"]["email"]["status"] == "unsubscribed"


def basic(user, password):
    return base64.b64encode(f"{user}:{password}".encode()).decode()


def opted_in_everywhere(sandbox, count):
    """Customers' numbers by e-mail, spread over all that are opted in at both."""
    customers = {}
    for line in sandbox.lines("/_sandbox/truth"):
        if line["type"] == "customer" and line["emailValid"] and line["consent"] == "OPTED_IN":
            customers[line["email"].strip().lower()] = line["companyCode"]
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        emarsys = {line["fields"].get("3", "").lower() for line in sandbox.lines("/_sandbox/state/emarsys")
                   if line["type"] == "contact" and line["fields"].get("31") == "1"}
        dotdigital = {line["identifiers"]["email"].lower() for line in sandbox.lines("/_sandbox/state/dotdigital")
                      if line["type"] == "contact" and line["status"] == "subscribed"}
        there = sorted(emarsys & dotdigital & customers.keys())
        if len(there) >= 10 * count:
            return {email: customers[email] for email in there[:: len(there) // count][:count]}
        time.sleep(1)
    sys.exit(f"there were not {10 * count} opted in at both destinations within {PATIENCE} s")


def seconds_until_out(sandbox, number, email):
    began = time.monotonic()
    sandbox.opt_out(number)
    took = {}
    while len(took) < 2 and time.monotonic() < began + 30:
        for destination in ("emarsys", "dotdigital"):
            if destination not in took and sandbox.is_out(destination, email):
                took[destination] = time.monotonic() - began
        time.sleep(0.2)
    return {destination: took.get(destination, 30.0) for destination in ("emarsys", "dotdigital")}


def main():
    url, count, longest = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
    try:
        sandbox = Sandbox(url)
        measured = []
        for email, number in opted_in_everywhere(sandbox, count).items():
            if not sandbox.backfill_runs():
                sys.exit(f"the backfill was over after {len(measured)} of {count} opt-outs")
            measured.append(seconds_until_out(sandbox, number, email))
    except HTTPError as problem:
        sys.exit(f"{problem.url} answered {problem.code}: {problem.read().decode()[:300]}")
    late = False
    for destination in ("emarsys", "dotdigital"):
        took = sorted(one[destination] for one in measured)
        print(f"    {destination}: opted out after {took[len(took) // 2]:.1f} s in the middle, {took[-1]:.1f} s at most")
        late |= took[-1] > longest
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
