#!/usr/bin/env bash
# The ERP merges customers, and the bridge is killed in the middle of every step of that at each destination: in the end
# each pair is one contact with the strictest consent, the whole history and true metrics, and nothing was done twice.
#
# A step is caught while the call that it owes is under way, whose answer the sandbox delays: what was sent takes effect
# after the death of whoever sent it, and is sent again. The call about a profile is due from a merge's start, so it is
# dropped until its step has come. HISTORY sends nothing at Emarsys, where sales rows can't be moved: there the kill
# comes once the step is noted. Of READ_BACK the one destination is noted while the other is being read, and the other
# way round.
#
# It runs alone: each kill must catch a call, and beside others a worker takes minutes to come to it.
# shellcheck source-path=SCRIPTDIR source=stack.sh
source "$(dirname "${BASH_SOURCE[0]}")/stack.sh"

merges="$stack_root/.ci/merges.py"
queries="$stack_root/activities/src/main/resources/com/khaosbridge/activities/credits/khaos_copy.sql"
"$merges" data >"$stack_dir/shop.csv"
stack_postgres
stack_temporal
stack_sandbox --reporting-copy "$STACK_LEDGER" --data "$stack_dir/shop.csv" --live-days 1
"$merges" prepare "$STACK_SANDBOX" || stack_fail "the customers could not be prepared"

# All that they have before they are merged.
(stack_bridge --once --factor 36000 --setting "khaos-bridge.credits.reporting-copy.url=$STACK_LEDGER" \
  --setting "khaos-bridge.credits.reporting-copy.queries=$queries") >"$stack_dir/first.log" 2>&1 \
  || { tail -n 40 "$stack_dir/first.log"; stack_fail "the run before the merges did not come out true"; }
stack_factor 1
before="$("$merges" effects "$STACK_SANDBOX")" || stack_fail "there are no effects"

ledger() { $stack_sql -c "$1" || stack_fail "the ledger did not answer"; }

SPRING_APPLICATION_JSON="$("$merges" settings "$STACK_SANDBOX" "$STACK_LEDGER" "$STACK_TEMPORAL" \
  "$stack_dir/keys.properties" "$(stack_free_port)" "$queries")" || stack_fail "there are no settings"
export SPRING_APPLICATION_JSON

# merges_that QUERY: how many workflows of merges there are of which this is true.
merges_that() {
  "$TEMPORAL" workflow count --address "$STACK_TEMPORAL" --query "WorkflowType = 'CustomerMerge' and $1" \
    | grep -o '[0-9][0-9]*' | head -n 1
}

# start_worker LOG
start_worker() {
  java -Xmx512m -XX:TieredStopAtLevel=1 -jar "$stack_root/worker/target/khaos-bridge-worker-runnable.jar" >"$1" 2>&1 &
  worker=$!
  stack_pids+=("$worker")
}

for step in RETIREMENT CONSENT PROFILE HISTORY METRICS READ_BACK; do
  "$merges" begin "$STACK_SANDBOX" "$step" || stack_fail "the ERP did not merge"
  # On a busy machine Temporal may be too slow for a worker's start.
  for try in 1 2 3; do
    start_worker "$stack_dir/worker-$step.log"
    "$merges" catch "$STACK_SANDBOX" "$step" "$stack_sql" "$worker"
    code=$?
    [ "$code" = 3 ] || break
    stack_say "start $try of the worker failed: $(grep -m 1 'Caused by' "$stack_dir/worker-$step.log")"
  done
  [ "$code" = 0 ] || { tail -n 20 "$stack_dir/worker-$step.log"; stack_fail "step $step was not caught"; }
  kill -9 "$worker"
  wait "$worker" 2>/dev/null
  "$merges" caught "$STACK_SANDBOX" "$step" "$stack_sql" || stack_fail "the kill came too late"
  stack_no_faults
done

began=$SECONDS
start_worker "$stack_dir/worker-last.log"
for ((s = 0; s < 150; s++)); do
  open="$(ledger "select (select count(*) from person_merge where ended_at is null)
    + (select count(*) from delivery where status in ('PLANNED', 'WAITING', 'READY', 'CLAIMED'))
    + (select count(*) from pending_signal)")"
  [ "$open" = 0 ] && break
  sleep 1
done
if [ "$open" != 0 ]; then
  tail -n 20 "$stack_dir/worker-last.log"
  ledger "select alias_id, destination, step, begun_at, ended_at from merge_step where ended_at is null"
  ledger "select type, what_happened from bridge_case where closed_at is null"
  stack_fail "the merges did not come to their end"
fi
stack_say "all merges were over $((SECONDS - began)) s after the last start"
"$merges" check "$STACK_SANDBOX" "$stack_sql" || stack_fail "the merges did not come out true"
after="$("$merges" effects "$STACK_SANDBOX")"
[ "$before" = "$after" ] || stack_fail "effects that nothing takes back were $before, and are $after"
# Each is noted as over just before its workflow ends.
for ((s = 0; s < 30; s++)); do
  ended="$(merges_that "ExecutionStatus = 'Completed'")"
  begun="$(merges_that "ExecutionStatus != 'ContinuedAsNew'")"
  [ "$ended" = 12 ] && [ "$begun" = 12 ] && break
  sleep 1
done
# It would end by itself only after it had waited for the stack that goes before it.
kill -9 "$worker"
{ [ "$ended" = 12 ] && [ "$begun" = 12 ]; } || stack_fail "of $begun workflows of merges $ended ended well, not 12 of 12"
stack_say "nothing was sent twice that can't be taken back: $after"
