#!/usr/bin/env bash
# Credit notes are read from a reporting copy and from dropped files at once: each is one note, its order says so within
# seconds, and an order of which nothing is left is neither asked for a review nor settled. Who gave back all that they
# ever bought is known for it at both destinations, and the money there agrees.
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
customers, orders, bought = {}, [], {}
for line in urllib.request.urlopen(sys.argv[1] + "/_sandbox/truth"):
    row = json.loads(line)
    if row["type"] == "run":
        start = row["start"]
    elif row["type"] == "customer":
        customers[row["companyCode"]] = row
    elif row["type"] == "invoice" and row["customer"]:
        bought.setdefault(row["customer"], []).append(row["orderCode"])
        if row["placedAt"] > start and row["shippedAt"]:
            orders.append(row)
good = [order for order in sorted(orders, key=lambda order: order["shippedAt"], reverse=True)
        if customers[order["customer"]]["emailValid"] and customers[order["customer"]]["consent"] == "OPTED_IN"]
whole = min(good[:6], key=lambda order: len(bought[order["customer"]]))
part = next(order for order in good if order["customer"] != whole["customer"])
print(whole["orderCode"], whole["totalExVat"], customers[whole["customer"]]["companyId"])
print(part["orderCode"], part["totalExVat"])
print(*(order for order in bought[whole["customer"]] if order != whole["orderCode"]))
PY
{ read -r whole whole_total whole_person; read -r part part_total; read -ra before; } <"$stack_dir/orders"

ledger() { $stack_sql -c "$1" || stack_fail "the ledger did not answer"; }

# credit ORDER LINES: the ERP issues a credit note with these lines; says its code.
credit() {
  curl -fsS -H 'Content-Type: application/json' "$STACK_SANDBOX/_sandbox/khaos/credit-notes" \
    -d "{\"orderCode\": \"$1\", \"lines\": $2}" \
    | python3 -c 'import json, sys; print(json.load(sys.stdin)["creditCode"])'
}
everything() {
  ledger "select jsonb_agg(jsonb_build_object('stockCode', line ->> 1, 'quantity', (line ->> 3)::numeric,
    'unitNet', (line ->> 4)::numeric)) || case when delivery_ex_vat = 0 then '[]'::jsonb else jsonb_build_array(
    jsonb_build_object('stockCode', 'POST', 'quantity', 1, 'unitNet', delivery_ex_vat)) end
  from invoice, jsonb_array_elements(lines) line where order_code = '$1' group by delivery_ex_vat"
}
for order in "${before[@]}"; do
  credit "$order" "$(everything "$order")" >/dev/null || stack_fail "no credit note for $order"
done
whole_credit="$(credit "$whole" "$(everything "$whole")")" || stack_fail "no credit note for $whole"
credited_at="$(date +%s.%N)"

# What both destinations say of the person and of the order.
returned_only() {
  python3 - "$STACK_SANDBOX" "$whole_person" "$whole" <<'PY'
import json, sys, urllib.request
base, person, order = sys.argv[1:]
state = lambda system: map(json.loads, urllib.request.urlopen(f"{base}/_sandbox/state/{system}"))
emarsys = [line for line in state("emarsys")]
fields = [line["fields"] for line in emarsys if line["type"] == "contact" and person in line["fields"].values()]
rows = sum(float(line["price"]) for line in emarsys if line["type"] == "salesRow" and line["order"] == order)
dotdigital = [line for line in state("dotdigital")]
data = [line["dataFields"] for line in dotdigital
        if line["type"] == "contact" and person in map(str, line["identifiers"].values())]
record = next(line["json"] for line in dotdigital if line["type"] == "order" and line["key"] == order)
flags = fields[0].get("10585") == "true", data[0].get("KHAOS_RETURNED_ONLY") is True
sys.exit(0 if all(flags) and abs(rows) < 1e-6 and record["order_total"] == 0 and record["order_status"] == "refunded"
         else 1)
PY
}
for ((i = 0; i < told_within * 5; i++)); do
  returned_only && break
  sleep 0.2
done
returned_only || stack_fail "after $told_within s not both destinations know that person $whole_person gave all back"
stack_say "both destinations knew after $(python3 -c "import time; print(round(time.time() - $credited_at, 1))") s that person $whole_person gave all back"
part_credit="$(credit "$part" '[{"stockCode": "GOODWILL", "quantity": 1, "unitNet": 0.50}]')" || stack_fail "no credit note for $part"
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
