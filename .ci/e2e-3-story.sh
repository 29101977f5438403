#!/usr/bin/env bash
# An order's life can be read in Temporal's web UI, and costs little there: orders are found by their stage, histories
# stay short, and an order that a destination refuses is found, understood and set free in a browser alone.
#
#   .ci/e2e-3-story.sh [--screenshots DIR]   keeps pictures of what the browser saw
# shellcheck source-path=SCRIPTDIR source=stack.sh
source "$(dirname "${BASH_SOURCE[0]}")/stack.sh"

shots=()
[ "${1:-}" = --screenshots ] && shots=(--screenshots "$(realpath "${2:?a directory}")")
command -v chromedriver >/dev/null || { stack_say "skipped: no chromedriver here"; exit 0; }

stack_start
export KHAOS_BRIDGE_TEMPORAL_TARGET="$STACK_TEMPORAL"

python3 - "$STACK_SANDBOX" >"$stack_dir/orders" <<'PY' || stack_fail "no orders to look at"
import json, sys, urllib.request
sandbox = sys.argv[1]
customers, orders = {}, []
for line in urllib.request.urlopen(sandbox + "/_sandbox/truth"):
    row = json.loads(line)
    if row["type"] == "run":
        start = row["start"]
    elif row["type"] == "customer":
        customers[row["companyCode"]] = row
    elif row["type"] == "invoice" and row["customer"] and row["placedAt"] > start:
        orders.append(row)
good = [order["orderCode"] for order in sorted(orders, key=lambda order: order["placedAt"])
        if order["shippedAt"] and order["path"] == "issue-then-ship"
        and customers[order["customer"]]["emailValid"] and customers[order["customer"]]["consent"] == "OPTED_IN"]
shown, refused = good[:2]
body = json.dumps({"errorCode": "insightData:badRequest", "description": "The record was refused"})
for where in ({"path": f"/insightData/.*/{refused}$"}, {"path": "/insightData/.*import", "requestMatches": refused}):
    fault = {"system": "dotdigital", "kind": "status", "status": 400, "body": body, "rate": 1.0, "count": None, **where}
    urllib.request.urlopen(urllib.request.Request(sandbox + "/_sandbox/faults", json.dumps(fault).encode(),
                                                  {"Content-Type": "application/json"})).read()
print(shown)
print(refused)
PY
{ read -r shown; read -r refused; } <"$stack_dir/orders"
stack_say "Dotdigital refuses order $refused"

# A business day takes 24 s: reviews are due, and return windows over, when all that is looked at before has been seen.
events=()
for destination in 0 1; do
  for event in review-request order-settled; do
    events+=(--setting "khaos-bridge.destinations[$destination].events.$event.valid-for=60d")
  done
done
(stack_bridge --factor 3600 "${events[@]}" \
  --setting khaos-bridge.review-after-days=6 --setting khaos-bridge.return-window-days=7 \
  --setting 'khaos-bridge.destinations[0].emarsys.external-events.review-request=review_request' \
  --setting 'khaos-bridge.destinations[0].emarsys.external-events.order-settled=order_settled' \
  --setting 'khaos-bridge.destinations[1].dotdigital.campaigns.review-request=1004' \
  --setting 'khaos-bridge.destinations[1].dotdigital.campaigns.order-settled=1005') >"$stack_dir/bridge.log" 2>&1 &
stack_pids+=($!)
for ((i = 0; i < 200; i++)); do
  grep -qs "The bridge goes on" "$stack_dir/bridge.log" && break
  sleep 1
done
grep -q "Audit against the ERP's truth: 0 differences" "$stack_dir/bridge.log" \
  || { tail -n 40 "$stack_dir/bridge.log"; stack_fail "the run did not come out true"; }

found="$("$TEMPORAL" workflow list --address "$STACK_TEMPORAL" --query 'OrderStage = "DESPATCHED"' --limit 1000)"
stack_say "despatched: $(grep -c 'order/khaos/' <<<"$found") orders"
grep -q "order/khaos/$shown " <<<"$found" || stack_fail "order $shown is not found as despatched"
python3 "$stack_root/.ci/history_costs.py" "$TEMPORAL" "$STACK_TEMPORAL" --most-events 70 --most-actions 25 \
  | sed 's/^/    /' || stack_fail "histories of orders are too long"

"$stack_root/khaos-bridge" story "$shown" >"$stack_dir/story" || stack_fail "no story of order $shown"
sed 's/^/    /' "$stack_dir/story"
grep -q "^\*\*$shown: despatched\*\*" "$stack_dir/story" || stack_fail "the story does not begin with the stage"

case_id="$($stack_sql -c "select id from bridge_case where closed_at is null and type = 'REJECTED'")"
[ -n "$case_id" ] || stack_fail "order $refused is not held under a case"
stack_say "the cause is put right; case $case_id is still open"
curl -fsS -X DELETE "$STACK_SANDBOX/_sandbox/faults" >/dev/null || stack_fail "the fault could not be taken away"
python3 "$stack_root/.ci/web_ui.py" "$STACK_TEMPORAL_HTTP" --order "$shown" --stuck "$refused" --case "$case_id" \
  ${shots[@]+"${shots[@]}"} || stack_fail "the web UI did not do"

for ((i = 0; i < 60; i++)); do
  open="$($stack_sql -c "select count(*) from bridge_case where id = $case_id and closed_at is null")"
  [ "$open" = 0 ] && break
  sleep 1
done
[ "$open" = 0 ] || stack_fail "case $case_id is still open"
left="$($stack_sql -c "select count(*) from delivery where destination = 'dotdigital' and kind = 'ORDER'
  and business_key = '$refused' and status <> 'DELIVERED'")"
[ "$left" = 0 ] || stack_fail "order $refused is still not delivered"
stack_say "order $refused was delivered, and case $case_id closed"

settled() {
  "$TEMPORAL" workflow count --address "$STACK_TEMPORAL" --query "OrderStage = 'SETTLED' and ExecutionStatus = 'Completed'" \
    | grep -o '[0-9]*' | head -n 1
}
for ((i = 0; i < 200; i++)); do
  [ "$(settled)" -ge "$(grep -c 'order/khaos/' <<<"$found")" ] && break
  sleep 1
done
stack_say "settled: $(settled) orders"
python3 "$stack_root/.ci/history_costs.py" "$TEMPORAL" "$STACK_TEMPORAL" --most-events 115 --most-actions 40 --settled \
  | sed 's/^/    /' || stack_fail "histories of settled orders are too long"
