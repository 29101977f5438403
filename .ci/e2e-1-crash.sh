#!/usr/bin/env bash
# The bridge is killed again and again, in the backfill and in the live days, with everything else running on:
# in the end everything is there, nothing is there twice, and a run over the same ledger sends nothing.
#
#   SEED=N      which moments (printed)
#   CRASHES=N   how often, default 5
#   DATA=FILE   real transactions instead of the small shop
# shellcheck source-path=SCRIPTDIR source=stack.sh
source "$(dirname "${BASH_SOURCE[0]}")/stack.sh"

seed="${SEED:-$(od -An -N2 -tu2 /dev/urandom | tr -d ' ')}"
crashes="${CRASHES:-5}"
RANDOM="$seed"
stack_say "seed $seed, $crashes crashes"
stack_start ${DATA:+--data "$DATA"}

# Slow answers to what can't be repeated, so that a crash finds such calls under way.
for slow in '"system":"emarsys","path":"/sales-data/api$"' '"system":"dotdigital","path":"/triggered-campaign/batch$"'; do
  curl -fsS -H 'Content-Type: application/json' "$STACK_SANDBOX/_sandbox/faults" >/dev/null \
    -d "{$slow,\"kind\":\"delay\",\"delayMillis\":900,\"rate\":1.0,\"count\":null}" || stack_fail "no delays"
done

for ((n = 1; n <= crashes; n++)); do
  after=$((8 + RANDOM % 14))
  (stack_bridge --once) >"$stack_dir/run-$n.log" 2>&1 &
  bridge=$!
  for ((s = 0; s < after; s++)); do
    sleep 1
    kill -0 "$bridge" 2>/dev/null || break
  done
  kill -9 "$bridge" 2>/dev/null
  wait "$bridge" 2>/dev/null
  stack_say "killed after $s s; in calls then: $($stack_sql -c \
    "select coalesce(string_agg(w, ', '), 'none') from (select kind || ' ' || count(*) as w from delivery
     where status = 'CLAIMED' group by kind) c" 2>/dev/null)"
done

(stack_bridge --once --json "$stack_dir/summary.json") >"$stack_dir/final.log" 2>&1
code=$?
sed -n '/^Observed/,$p' "$stack_dir/final.log"
[ "$code" -eq 0 ] || { tail -n 40 "$stack_dir/final.log"; stack_fail "the run after the crashes exited with $code"; }
python3 "$stack_root/.ci/check-summary.py" "$stack_dir/summary.json" || stack_fail "the summary does not add up"
unknown="$($stack_sql -c "select count(*) from bridge_case where type = 'UNKNOWN_OUTCOME' and closed_at is null")"
stack_say "cases of unknown outcome: $unknown"
[ "$unknown" -le "$crashes" ] || stack_fail "more cases of unknown outcome than crashes"

before="$(stack_effects)"
(stack_bridge --once) >"$stack_dir/again.log" 2>&1 || { tail -n 20 "$stack_dir/again.log"; stack_fail "a second run failed"; }
after="$(stack_effects)"
[ "$before" -eq "$after" ] || stack_fail "a second run over the same ledger sent $((after - before)) times"
stack_say "a second run over the same ledger sent nothing"
