#!/usr/bin/env python3
"""Looks for personal data where there must be none.

Usage: personal.py VALUES FILE...

VALUES has one value a line. Each FILE is text of any kind: a dump of the ledger, a log, what Temporal shows as
JSON, metrics. They are read as they are, with all escapes undone, and with what is wrapped in them taken out:
bytes of the database in hexadecimal, payloads in base64, files in gzip. Case does not matter.

Prints what was searched and every value found with its file; exits 1 if there is any, 2 if a file is missing
or empty.
"""

import base64
import binascii
import gzip
import html
import re
import sys
import urllib.parse
import zlib

HEX = re.compile(rb"\\\\?x([0-9a-fA-F]{16,})")
BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{12,}={0,2}")
ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\(.)", re.S)
DEEPEST = 4


def unescaped(text):
    """JSON's and the like, one level."""
    plain = ESCAPE.sub(
        lambda m: chr(int(m[1], 16)) if m[1] else {"n": "\n", "t": "\t", "r": "\r"}.get(m[2], m[2]), text
    )
    # Two escapes make one letter beyond the basic plane.
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def forms(raw):
    text = raw.decode("utf-8", "replace")
    undone = html.unescape(urllib.parse.unquote(unescaped(unescaped(text))))
    yield text
    yield undone
    # A text of SQL doubles its quotes.
    yield undone.replace("''", "'")


def wrapped(raw):
    for match in HEX.finditer(raw):
        if len(match[1]) % 2 == 0:
            yield binascii.unhexlify(match[1])
    for match in BASE64.finditer(raw):
        text = match[0].rstrip(b"=")
        for alternatives in (None, b"-_"):
            try:
                yield base64.b64decode(text + b"=" * (-len(text) % 4), altchars=alternatives, validate=True)
            except binascii.Error:
                continue
    if raw[:2] == b"\x1f\x8b":
        try:
            yield gzip.decompress(raw)
        except (OSError, EOFError, zlib.error):
            pass


def layers(raw):
    """The bytes, and all that is wrapped in them, down to a depth, each once."""
    known = {raw}
    level = [raw]
    for _ in range(DEEPEST):
        level = list({inner for outer in level for inner in wrapped(outer)} - known)
        known.update(level)
    return [raw, *(known - {raw})]


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        values = sorted({line.strip().lower() for line in lines if line.strip()})
    if not values:
        sys.exit("there is nothing to look for")
    found = 0
    for name in sys.argv[2:]:
        with open(name, "rb") as file:
            raw = file.read()
        if not raw:
            print(f"{name} is empty", file=sys.stderr)
            sys.exit(2)
        parts = layers(raw)
        hits = {}
        for text in forms(b"\n".join(parts)):
            text = text.lower()
            for value in values:
                at = text.find(value)
                if at >= 0:
                    hits.setdefault(value, text[max(0, at - 60) : at + len(value) + 60].replace("\n", " "))
        print(f"    {name.rsplit('/', 1)[-1]}: {len(raw):,} bytes, {len(parts) - 1:,} wrapped parts, {len(hits)} values found")
        for value, around in sorted(hits.items())[:10]:
            print(f"      {value!r} in: {around!r}")
        found += len(hits)
    print(f"    {len(values)} values looked for in {len(sys.argv) - 2} files: {found} found")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
