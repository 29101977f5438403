#!/usr/bin/env bash
# Credit notes are read from a reporting copy and from dropped files at once: each is one note, its order says so within
# seconds, and an order of which nothing is left is neither asked for a review nor settled.
#
# It mostly waits, so that it may run beside others.
# shellcheck source-path=SCRIPTDIR source=stack.sh
source "$(dirname "${BASH_SOURCE[0]}")/stack.sh"

# How long a credit note may take to be told in its order's story.
told_within=10

stack_postgres
stack_temporal
stack_sandbox --reporting-copy "$STACK_LEDGER" --file-drop "$stack_dir/drop"
export KHAOS_BRIDGE_TEMPORAL_TARGET="$STACK_TEMPORAL"

# A business day takes 24 s.
settings=(
  "credits.reporting-copy.url=$STACK_LEDGER"
  "credits.reporting-copy.queries=$stack_root/activities/src/main/resources/com/khaosbridge/activities/credits/khaos_copy.sql"
  "credits.file-drop.directory=$stack_dir/drop"
  "credits.file-drop.settle-time=100ms"
  review-after-days=6
  return-window-days=7
  "destinations[0].emarsys.external-events.review-request=review_request"
  "destinations[0].emarsys.external-events.order-settled=order_settled"
  "destinations[1].dotdigital.campaigns.review-request=1004"
  "destinations[1].dotdigital.campaigns.order-settled=1005"
)
for destination in 0 1; do
  for event in review-request order-settled; do
    settings+=("destinations[$destination].events.$event.valid-for=60d")
  done
done
(stack_bridge --factor 3600 "${settings[@]/#/--setting=khaos-bridge.}") >"$stack_dir/bridge.log" 2>&1 &
stack_pids+=($!)
for ((i = 0; i < 200; i++)); do
  grep -qs "The bridge goes on" "$stack_dir/bridge.log" && break
  sleep 1
done
grep -q "Audit against the ERP's truth: 0 differences" "$stack_dir/bridge.log" \
  || { tail -n 40 "$stack_dir/bridge.log"; stack_fail "the run did not come out true"; }

# The last orders that left: their reviews are due last.
python3 - "$STACK_SANDBOX" >"$stack_dir/orders" <<'PY' || stack_fail "no orders to credit"
import json, sys, urllib.request
customers, orders, lines = {}, [], []
for line in urllib.request.urlopen(sys.argv[1] + "/_sandbox/truth"):
    row = json.loads(line)
    if row["type"] == "run":
        start = row["start"]
    elif row["type"] == "customer":
        customers[row["companyCode"]] = row
    elif row["type"] == "invoice" and row["customer"] and row["placedAt"] > start and row["shippedAt"]:
        orders.append(row)
good = [order for order in sorted(orders, key=lambda order: order["shippedAt"], reverse=True)
        if customers[order["customer"]]["emailValid"] and customers[order["customer"]]["consent"] == "OPTED_IN"]
for order in good[:2]:
    print(order["orderCode"], order["totalExVat"])
PY
{ read -r whole whole_total; read -r part part_total; } <"$stack_dir/orders"

# credit ORDER AMOUNT: the ERP issues a credit note over goodwill; says its code.
credit() {
  curl -fsS -H 'Content-Type: application/json' "$STACK_SANDBOX/_sandbox/khaos/credit-notes" \
    -d "{\"orderCode\": \"$1\", \"lines\": [{\"stockCode\": \"GOODWILL\", \"quantity\": 1, \"unitNet\": $2}]}" \
    | python3 -c 'import json, sys; print(json.load(sys.stdin)["creditCode"])'
}
whole_credit="$(credit "$whole" "$whole_total")" || stack_fail "no credit note for $whole"
part_credit="$(credit "$part" 0.50)" || stack_fail "no credit note for $part"
stack_say "$whole over $whole_total is credited in full by $whole_credit, $part over $part_total in part by $part_credit"

# await_story ORDER STAGE TEXT
await_story() {
  local i
  for ((i = 0; i < told_within; i++)); do
    "$stack_root/khaos-bridge" story "$1" >"$stack_dir/story" 2>"$stack_dir/story.err"
    grep -q "^\*\*$1: $2\*\*" "$stack_dir/story" && grep -qF "$3" "$stack_dir/story" && return
    sleep 1
  done
  cat "$stack_dir/story" "$stack_dir/story.err"
  stack_fail "after $told_within s order $1 is not $2, or does not tell of '$3'"
}
await_story "$whole" refunded "credited, $whole_credit, $whole_total GBP exVat"
await_story "$part" "part refunded" "credited, $part_credit, 0.50 GBP exVat"
sed 's/^/    /' "$stack_dir/story"

ledger() { $stack_sql -c "$1" || stack_fail "the ledger did not answer"; }
for ((i = 0; i < 240; i++)); do
  [ "$(ledger "select count(*) from sales_order where order_code = '$part' and settled_at is not null")" = 1 ] && break
  sleep 1
done
announced() {
  ledger "select count(*) from delivery where order_code = '$1' and event_type in ('REVIEW_REQUEST', 'ORDER_SETTLED')"
}
[ "$(announced "$part")" = 4 ] || stack_fail "order $part was not asked for a review and settled at both destinations"
[ "$(announced "$whole")" = 0 ] || stack_fail "order $whole was asked for a review or settled, although nothing is left of it"
[ "$(ledger "select settled_at is null from sales_order where order_code = '$whole'")" = t ] || stack_fail "order $whole is settled"
stack_say "$part was asked for a review and settled; $whole was not"

[ "$(find "$stack_dir/drop" -maxdepth 1 -name '*.csv' | wc -l)" = 0 ] || stack_fail "dropped files were left lying"
twice="$(ledger "select count(*) - count(distinct business_key) from observation where change = 'CREDITED'")"
[ "$twice" = 0 ] || stack_fail "$twice credit notes were news twice"
stack_say "credit notes by both sources: $(ledger "select count(*) from credit_note"), each once"
