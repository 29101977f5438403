#!/usr/bin/env bash
# While the backfill runs, customers opt out in the ERP, one after another: each is opted out at both destinations
# within the time between two looks at the ERP and three seconds.
# shellcheck source-path=SCRIPTDIR source=stack.sh
source "$(dirname "${BASH_SOURCE[0]}")/stack.sh"

# The quick start looks at the ERP every second.
longest=4
opt_outs=12

python3 - >"$stack_dir/orders.csv" <<'PY'
from datetime import datetime, timedelta
print("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country")
history, customers, start = 24000, 3000, datetime(2011, 5, 1, 8, 0)
for i in range(history + 20):
    at = start + timedelta(days=i * 38 // history) if i < history else datetime(2011, 6, 9 + i % 2, 9, i % 60)
    print(f"{500000 + i},30001,ENAMEL MUG,{1 + i % 5},{at + timedelta(seconds=i % 30000)},3.25,{26000 + i % customers}.0,United Kingdom")
PY
stack_start --data "$stack_dir/orders.csv"
(stack_bridge --once) >"$stack_dir/bridge.log" 2>&1 &
bridge=$!
stack_pids+=("$bridge")

"$stack_root/.ci/opt_outs.py" "$STACK_SANDBOX" "$opt_outs" "$longest" || {
  tail -n 20 "$stack_dir/bridge.log"
  stack_fail "opt-outs did not overtake the backfill"
}
wait "$bridge" || { tail -n 30 "$stack_dir/bridge.log"; stack_fail "the run did not come out true"; }
