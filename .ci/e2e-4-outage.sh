#!/usr/bin/env bash
# For three minutes, while live orders flow, a destination answers 503 to everything: Temporal shows what waits and why,
# no history grows, the other destination goes on, and once it answers again all is delivered without a person.
#
# It mostly waits, so that it may run beside others.
# shellcheck source-path=SCRIPTDIR source=stack.sh
source "$(dirname "${BASH_SOURCE[0]}")/stack.sh"

outage_seconds=180
# Each queue of a destination probes once in 2 s, and few have anything.
most_calls_per_minute=150

stack_start
(stack_bridge --once --factor 500 --json "$stack_dir/summary.json") >"$stack_dir/bridge.log" 2>&1 &
bridge=$!
stack_pids+=("$bridge")
stack_await_live "$bridge" "$stack_dir/bridge.log"
stack_trickle 60
sleep 20

# ledger SQL: one value.
ledger() { $stack_sql -c "$1" || stack_fail "the ledger did not answer"; }

# cpu: what the bridge has used so far, in clock ticks.
cpu() { sed 's/.*) //' "/proc/$bridge/stat" | awk '{print $12 + $13}'; }

# orders FILE: what Temporal shows of the orders.
orders() { "$stack_root/.ci/orders-in-temporal.py" "$STACK_TEMPORAL_HTTP" "$1" || stack_fail "Temporal did not say what runs"; }

# until SECOND: waits for a second of the outage.
until_second() {
  local left=$((began + $1 - $(date +%s)))
  [ "$left" -le 0 ] || sleep "$left"
}

# The vendor's words and what was sent to it come back with every refusal: neither may be repeated.
stack_fault '{"system":"dotdigital","kind":"status","status":503,"body":"VENDOR-WORDS: ${request}","rate":1.0,"count":null}'
began="$(date +%s)"
cpu_before="$(cpu)"
stack_say "Dotdigital answers 503 from now on"

until_second 30
# More slowly now, so that most orders that wait have no new facts for a while.
stack_factor 100
until_second 40
known="$(ledger "select coalesce(max(seq), 0) from observation")"
ledger "create table e2e_seen as select order_code, status_hash, detail_hash from sales_order" >/dev/null
until_second 55
orders "$stack_dir/early.json" >/dev/null
until_second $((outage_seconds - 15))
orders "$stack_dir/late.json" >/dev/null
ledger "select o.order_code from sales_order o left join e2e_seen s using (order_code)
  where s.order_code is null or (s.status_hash, s.detail_hash) is distinct from (o.status_hash, o.detail_hash)
  union select order_code from observation where order_code is not null and seq > $known
  union select order_code from deadline_passed where told_at > to_timestamp($began)" >"$stack_dir/with-facts"
ledger "drop table e2e_seen" >/dev/null
stack_trickle 0
until_second "$outage_seconds"
ended="$(date +%s)"
used=$(($(cpu) - cpu_before))
kill -0 "$bridge" 2>/dev/null || { tail -n 30 "$stack_dir/bridge.log"; stack_fail "the bridge ended in the outage"; }

python3 - "$stack_dir/early.json" "$stack_dir/late.json" "$stack_dir/with-facts" <<'PY' || stack_fail "Temporal does not show the outage as it should"
import json, re, sys
early, late = (json.load(open(name)) for name in sys.argv[1:3])
with_facts = set(open(sys.argv[3]).read().split())
quiet = [run for run in early if run in late and early[run]["order"] not in with_facts]
waiting = [run for run in quiet if early[run]["pending"] and late[run]["pending"]]
grown = [run for run in quiet if late[run]["events"] != early[run]["events"]]
before, after = (sum(shown[run]["events"] for run in quiet) for shown in (early, late))
print(f"    orders without new facts that ran all the while: {len(quiet)}, {len(waiting)} of them with waiting activities;"
      f" events in their histories: {before}, then {after}")
if len(waiting) < 5 or grown:
    sys.exit(f"too few of them, or these grew: {[(run, early[run], late[run]) for run in grown[:3]]}")
tried = [a for run in late.values() for a in run["pending"] if a["attempt"] > 1]
words = sorted({(a["type"], a["failure"]) for a in tried})
most = max((a["attempt"] for a in tried), default=0)
print(f"    pending activities: {sum(len(run['pending']) for run in late.values())}; {len(tried)} were tried before,"
      f" up to attempt {most}, and say:")
for kind, failure in words:
    print(f"      {kind}: {failure}")
if not tried or any(not re.fullmatch("[a-z -]+", failure) for _, failure in words):
    sys.exit("none was tried again, or not in our own words alone")
PY
grep -q VENDOR-WORDS "$stack_dir/bridge.log" && stack_fail "the vendor's words are in the log"

cores="$(awk -v t="$used" -v hz="$(getconf CLK_TCK)" -v s=$((ended - began)) 'BEGIN { printf "%.2f", t / hz / s }')"
stack_say "the bridge used $cores cores on average over the outage"
awk -v c="$cores" 'BEGIN { exit !(c < 1) }' || stack_fail "that is not below one core"

busiest="$("$stack_root/.ci/calls.py" per-minute "$stack_dir/journal/dotdigital.ndjson" "$began" "$ended")"
stack_say "calls to Dotdigital in the busiest minute of the outage: $busiest"
{ [ "$busiest" -gt 0 ] && [ "$busiest" -le "$most_calls_per_minute" ]; } \
  || stack_fail "they should be some, and at most $most_calls_per_minute"

for ((minute = 0; minute < outage_seconds / 60; minute++)); do
  delivered="$(ledger "select count(*) from delivery where destination = 'emarsys' and status = 'DELIVERED'
    and ended_at >= to_timestamp($began + 60 * $minute) and ended_at < to_timestamp($began + 60 * ($minute + 1))")"
  stack_say "delivered to Emarsys in minute $((minute + 1)) of the outage: $delivered"
  [ "$delivered" -gt 0 ] || stack_fail "Emarsys did not go on"
done
late="$(ledger "select count(*) from delivery where destination = 'emarsys' and created_at < now() - interval '20 s'
  and status in ('PLANNED', 'WAITING', 'READY', 'CLAIMED')")"
[ "$late" = 0 ] || stack_fail "$late deliveries to Emarsys are late"

in_flight="select count(*) from delivery where destination = 'dotdigital' and created_at < to_timestamp($ended)
  and status in ('PLANNED', 'WAITING', 'READY', 'CLAIMED')"
stack_say "waiting for Dotdigital at the end of the outage: $(ledger "$in_flight")"
[ "$(ledger "$in_flight")" -gt 10 ] || stack_fail "the outage stopped nothing"
stack_no_faults
for ((s = 0; s < 90; s++)); do
  [ "$(ledger "$in_flight")" = 0 ] && break
  sleep 1
done
[ "$s" -lt 90 ] || stack_fail "still waiting for Dotdigital after $s s: $(ledger "$in_flight")"
stack_say "all of it was delivered $s s after Dotdigital answered again"

# What the orders have still to live through, quickly.
stack_factor 30000
wait "$bridge"
code=$?
sed -n '/^Observed/,$p' "$stack_dir/bridge.log"
[ "$code" -eq 0 ] || { tail -n 40 "$stack_dir/bridge.log"; stack_fail "the run exited with $code"; }
python3 "$stack_root/.ci/check-summary.py" "$stack_dir/summary.json" || stack_fail "the summary does not add up"
cases="$(ledger "select count(*) from bridge_case where type = 'UNAVAILABLE'")"
unknown="$(ledger "select count(*) from bridge_case where type = 'UNKNOWN_OUTCOME'")"
held="$(ledger "select count(*) from delivery d join bridge_case c on c.id = d.case_id where c.type = 'UNAVAILABLE'")"
stack_say "cases UNAVAILABLE, ever: $cases; of unknown outcome: $unknown; held as unavailable: $held"
[ "$cases$unknown$held" = 000 ] || stack_fail "there should be none"
