"""Reads a Temporal server over its HTTP API: what runs, what waits, and histories."""

import base64
import json
import urllib.parse
import urllib.request


class Temporal:
    def __init__(self, address):
        self.base = address + "/api/v1/namespaces/default/"

    def get(self, path, **query):
        url = self.base + path + ("?" + urllib.parse.urlencode(query) if query else "")
        with urllib.request.urlopen(url, timeout=30) as answer:
            return json.load(answer)

    def pages(self, path, items, **query):
        """Everything in a list that comes in pages."""
        token = ""
        while True:
            page = self.get(path, **query, **({"nextPageToken": token} if token else {}))
            yield from items(page)
            token = page.get("nextPageToken", "")
            if not token:
                return

    def workflows(self, query=""):
        """The executions, running or not, that a visibility query finds."""
        return self.pages("workflows", lambda page: page.get("executions", []), query=query, pageSize=500)

    def describe(self, workflow_id, run_id):
        return self.get("workflows/" + urllib.parse.quote(workflow_id, safe=""), **{"execution.runId": run_id})

    def history(self, workflow_id, run_id):
        return self.pages(
            "workflows/" + urllib.parse.quote(workflow_id, safe="") + "/history",
            lambda page: page["history"].get("events", []),
            **{"execution.runId": run_id, "maximumPageSize": 500},
        )


def payload_texts(node):
    """Every payload's bytes, decoded, anywhere in an answer."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "data" and isinstance(value, str):
                try:
                    yield base64.b64decode(value, validate=True)
                except ValueError:
                    yield value.encode()
            else:
                yield from payload_texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from payload_texts(value)
