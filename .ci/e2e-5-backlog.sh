#!/usr/bin/env bash
# 5,000 signals are owed at once while live orders flow, and later the Temporal server hangs for 30 s: meanwhile the ERP
# and both destinations are called as ever, and in the end all that was owed is sent.
# shellcheck source-path=SCRIPTDIR source=stack.sh
source "$(dirname "${BASH_SOURCE[0]}")/stack.sh"

owed=5000
# The quick start polls the ERP every second.
longest_gap=4
frozen_seconds=30

python3 - $((owed + 100)) >"$stack_dir/orders.csv" <<'PY'
import sys
from datetime import datetime, timedelta
print("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country")
history, start = int(sys.argv[1]), datetime(2011, 6, 1, 8, 0)
for i in range(history + 20):
    # The last day but one and the last are live.
    at = start + timedelta(days=i * 7 // history) if i < history else datetime(2011, 6, 9 + i % 2, 9, i % 60)
    print(f"{500000 + i},30001,ENAMEL MUG,{1 + i % 5},{at + timedelta(seconds=i % 30000)},3.25,{26286 + i % 300}.0,United Kingdom")
PY
stack_start --data "$stack_dir/orders.csv"
(stack_bridge --once --factor 500) >"$stack_dir/bridge.log" 2>&1 &
bridge=$!
stack_pids+=("$bridge")
stack_await_live "$bridge" "$stack_dir/bridge.log"
stack_trickle 240

# ledger SQL: one value.
ledger() { $stack_sql -c "$1" || stack_fail "the ledger did not answer"; }

now() { date +%s.%N; }

# gaps FROM TO: says how long each system was not called, and fails if one was left alone for too long.
gaps() {
  local system gap wrong=0
  for system in khaos emarsys dotdigital; do
    gap="$("$stack_root/.ci/calls.py" longest-gap "$stack_dir/journal/$system.ndjson" "$1" "$2")"
    stack_say "longest time without a call to $system: $gap s"
    awk -v g="$gap" -v m="$longest_gap" 'BEGIN { exit !(g <= m) }' || wrong=1
  done
  [ "$wrong" = 0 ] || stack_fail "that is more than $longest_gap s"
}

# await_none SQL SECONDS WHAT: waits until a count is 0.
await_none() {
  local s
  for ((s = 0; s < $2; s++)); do
    [ "$(ledger "$1")" = 0 ] && return
    sleep 1
  done
  stack_fail "after $2 s still $(ledger "$1") $3"
}

sleep 20
stack_say "before the backlog:"
gaps "$(date -d '10 seconds ago' +%s)" "$(date +%s)"

began="$(now)"
ledger "create table e2e_owed as select order_code from sales_order where not live order by order_code limit $owed" >/dev/null
ledger "insert into pending_signal (workflow_id, kind, source, key)
  select 'order/' || source || '/' || order_code, 'ORDER_CHANGED', source, order_code
  from sales_order join e2e_owed using (order_code)" >/dev/null
[ "$(ledger "select count(*) from e2e_owed")" = "$owed" ] || stack_fail "the ledger has fewer than $owed orders"
await_none "select count(*) from pending_signal join e2e_owed on key = order_code" 480 "signals owed"
ended="$(now)"
stack_say "$owed owed signals were sent in $(awk -v a="$began" -v b="$ended" 'BEGIN { printf "%.0f", b - a }') s; meanwhile:"
gaps "$began" "$ended"
told="$("$TEMPORAL" workflow count --address "$STACK_TEMPORAL" --query "WorkflowType = 'OrderLifecycle'" | grep -o '[0-9]*' | head -n 1)"
stack_say "orders with a workflow: $told"
[ "$told" -ge "$owed" ] || stack_fail "not every signal reached a workflow"

# With nobody taking them, rows pile up in the outbox; then the server hangs.
for system in emarsys dotdigital; do
  stack_fault "{\"system\":\"$system\",\"kind\":\"status\",\"status\":503,\"rate\":1.0,\"count\":null}"
done
sleep 25
ready="$(ledger "select count(*) from delivery where status = 'READY'")"
stack_say "in the outbox when Temporal hangs: $ready"
polled="$(ledger "select position from feed_cursor where feed = 'order-status'")"
kill -STOP "$stack_temporal_pid"
began="$(now)"
sleep $((frozen_seconds - 5))
before="$(ledger "select count(*) from delivery where status = 'DELIVERED'")"
stack_no_faults
sleep 5
ended="$(now)"
delivered=$(($(ledger "select count(*) from delivery where status = 'DELIVERED'") - before))
outcomes="$(ledger "select count(*) from owed_completion")"
cursor="$(ledger "select position from feed_cursor where feed = 'order-status'")"
kill -CONT "$stack_temporal_pid"
stack_say "while Temporal hung for $frozen_seconds s, both destinations answering again for the last 5 s:"
gaps "$began" "$ended"
stack_say "delivered in these 5 s: $delivered; outcomes then owed: $outcomes; the orders' cursor went from $polled to $cursor"
[ "$delivered" -gt 0 ] && [ "$outcomes" -gt 0 ] || stack_fail "nothing was delivered, or no outcome owed"
[ "$polled" != "$cursor" ] || stack_fail "the feed of orders stood still"

stack_trickle 0
await_none "select count(*) from pending_signal" 90 "signals owed"
await_none "select count(*) from owed_completion" 30 "outcomes owed"
await_none "select count(*) from delivery where created_at < to_timestamp($ended)
  and status in ('PLANNED', 'WAITING', 'READY', 'CLAIMED')" 90 "deliveries in flight"
stack_say "all that was owed is sent, and all that waited is delivered"
kill -0 "$bridge" 2>/dev/null || { tail -n 20 "$stack_dir/bridge.log"; stack_fail "the bridge ended"; }
kill -9 "$bridge"
