#!/usr/bin/env bash
# Two contacts that a destination refuses: a case each, everything else delivered. Once the cause is put right, one is
# tried again by the command line and the other by a signal by hand; both cases close.
# shellcheck source-path=SCRIPTDIR source=stack.sh
source "$(dirname "${BASH_SOURCE[0]}")/stack.sh"

stack_start
export KHAOS_BRIDGE_LEDGER_URL="$STACK_LEDGER" KHAOS_BRIDGE_TEMPORAL_TARGET="$STACK_TEMPORAL"

python3 - "$STACK_SANDBOX" >"$stack_dir/victims" <<'PY' || stack_fail "no customers to refuse"
import json, sys, urllib.request
sandbox = sys.argv[1]
customers, buyers = {}, set()
for line in urllib.request.urlopen(sandbox + "/_sandbox/truth"):
    row = json.loads(line)
    if row["type"] == "customer" and row["emailValid"] and row["consent"] == "OPTED_IN":
        customers[row["companyCode"]] = row
    elif row["type"] == "invoice" and row["customer"]:
        buyers.add(row["customer"])
victims = [customers[code] for code in sorted(customers) if code in buyers][:2]
assert len(victims) == 2
for victim in victims:
    body = json.dumps({"replyCode": 2007, "replyText": "Invalid choice id for field id: 14", "data": ""})
    fault = {"system": "emarsys", "path": "/api/v3/contact/?$", "method": "POST", "kind": "status", "status": 400,
             "body": body, "requestMatches": victim["email"], "rate": 1.0, "count": None}
    request = urllib.request.Request(sandbox + "/_sandbox/faults", json.dumps(fault).encode(),
                                     {"Content-Type": "application/json"})
    urllib.request.urlopen(request).read()
    print(victim["companyId"])
PY
mapfile -t victims <"$stack_dir/victims"
stack_say "Emarsys refuses persons ${victims[*]}"

(stack_bridge --factor 14400) >"$stack_dir/bridge.log" 2>&1 &
stack_pids+=($!)
for ((i = 0; i < 240; i++)); do
  grep -q "The bridge goes on" "$stack_dir/bridge.log" && break
  sleep 1
done
grep -q "Audit against the ERP's truth: 0 differences" "$stack_dir/bridge.log" \
  || { tail -n 40 "$stack_dir/bridge.log"; stack_fail "the run did not come out true"; }

# held PERSON: how many of a person's deliveries to Emarsys are not delivered.
held() { $stack_sql -c "select count(*) from delivery where destination = 'emarsys' and person_id = '$1' and status not in ('DELIVERED', 'EXCLUDED')"; }

# await_zero PERSON
await_zero() {
  local i
  for ((i = 0; i < 60; i++)); do
    [ "$(held "$1")" = 0 ] && return
    sleep 1
  done
  $stack_sql -c "select kind, status, lane from delivery where destination = 'emarsys' and person_id = '$1'"
  stack_fail "person $1 still has $(held "$1") deliveries that are not delivered"
}

# await_gate PERSON: Temporal lists a little later than it knows.
await_gate() {
  local i found
  for ((i = 0; i < 30; i++)); do
    found="$("$TEMPORAL" workflow list --address "$STACK_TEMPORAL" --query "BridgeState = 'AWAITING_DECISION'" --limit 1000)"
    grep -q "person/khaos/$1 " <<<"$found" && return
    sleep 1
  done
  "$TEMPORAL" workflow list --address "$STACK_TEMPORAL" --query "WorkflowId = 'person/khaos/$1'"
  $stack_sql -c "select kind, status, lane, case_id from delivery where destination = 'emarsys' and person_id = '$1'"
  stack_fail "person $1 does not wait at a gate in Temporal"
}

for victim in "${victims[@]}"; do
  [ "$(held "$victim")" -gt 1 ] || stack_fail "person $victim should be held with orders"
  await_gate "$victim"
done
"$stack_root/khaos-bridge" cases list | sed 's/^/    /'

stack_say "the cause is put right"
curl -fsS -X DELETE "$STACK_SANDBOX/_sandbox/faults" >/dev/null || stack_fail "the fault could not be taken away"

case_id="$($stack_sql -c "select id from bridge_case where closed_at is null and cause like '%${victims[0]}%'")"
"$stack_root/khaos-bridge" cases retry "$case_id" --person operator || stack_fail "cases retry failed"
await_zero "${victims[0]}"
"$TEMPORAL" workflow signal --address "$STACK_TEMPORAL" --workflow-id "person/khaos/${victims[1]}" --name retry --input '{}' \
  || stack_fail "the signal by hand failed"
await_zero "${victims[1]}"
open="$($stack_sql -c "select count(*) from bridge_case where closed_at is null and type = 'REJECTED'")"
[ "$open" = 0 ] || stack_fail "$open cases are still open"
stack_say "both were delivered, and their cases closed"
