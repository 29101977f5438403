#!/usr/bin/env bash
# Everyone's name, e-mail, address and phone is known, and the errors of all three systems repeat them, while payloads are
# plain: afterwards none of it is in the ledger, the logs, Temporal or the metrics. The search is shown to be able to find.
#
# It mostly waits, so that it may run beside others.
# shellcheck source-path=SCRIPTDIR source=stack.sh
source "$(dirname "${BASH_SOURCE[0]}")/stack.sh"

stack_start
export KHAOS_BRIDGE_LEDGER_URL="$STACK_LEDGER" KHAOS_BRIDGE_TEMPORAL_TARGET="$STACK_TEMPORAL"
mkdir "$stack_dir/searched" "$stack_dir/planted"

# Nobody's name may be a word that is anywhere by chance.
people="$stack_root/.ci/people.py"
"$people" rename "$STACK_SANDBOX" || stack_fail "the customers could not be renamed"
"$people" unavailable "$STACK_SANDBOX" || stack_fail "the errors could not be turned on"

# watch_temporal: keeps what waits at the moment, with its failures.
watch_temporal() {
  while sleep 2; do
    "$stack_root/.ci/workflows-as-json.py" "$STACK_TEMPORAL_HTTP" running "$stack_dir/searched/temporal-meanwhile.json" \
      >>"$stack_dir/watched" 2>>"$stack_dir/watch-errors"
  done
}
watch_temporal &
watcher=$!
stack_pids+=("$watcher")

(stack_bridge --once --factor 7200 --json "$stack_dir/summary.json") >"$stack_dir/searched/bridge.log" 2>&1 &
bridge=$!
stack_pids+=("$bridge")
stack_await_live "$bridge" "$stack_dir/searched/bridge.log"
{ "$people" move "$STACK_SANDBOX" && "$people" unavailable "$STACK_SANDBOX" && "$people" refusing "$STACK_SANDBOX"; } \
  || stack_fail "the errors could not be turned on"
wait "$bridge"
grep -q '^Observed' "$stack_dir/searched/bridge.log" || { tail -n 30 "$stack_dir/searched/bridge.log"; stack_fail "the run did not come to its end"; }
"$people" hits "$STACK_SANDBOX" 5 || stack_fail "too few errors repeated what was sent"

# A worker goes on where the quick start left off: it shows metrics, and meets more such errors.
stack_no_faults
{ "$people" move "$STACK_SANDBOX" && "$people" refusing "$STACK_SANDBOX"; } \
  || stack_fail "the errors could not be turned on"
stack_trickle 60
port="$(stack_free_port)"
SPRING_APPLICATION_JSON="$("$people" settings "$STACK_SANDBOX" "$STACK_LEDGER" "$STACK_TEMPORAL" "$stack_dir/keys.properties" "$port")"
export SPRING_APPLICATION_JSON
java -Xmx512m -jar "$stack_root/worker/target/khaos-bridge-worker-runnable.jar" >"$stack_dir/searched/worker.log" 2>&1 &
worker=$!
stack_pids+=("$worker")
unset SPRING_APPLICATION_JSON
for ((s = 0; s < 60; s++)); do
  curl -fsS "http://127.0.0.1:$port/actuator/health" >/dev/null 2>&1 && break
  kill -0 "$worker" 2>/dev/null || { tail -n 30 "$stack_dir/searched/worker.log"; stack_fail "the worker did not start"; }
  sleep 1
done
sleep 40
# On a busy machine the worker takes its time.
for ((s = 0; s < 24; s++)); do
  "$people" hits "$STACK_SANDBOX" 1 >/dev/null 2>&1 && break
  sleep 5
done
"$people" hits "$STACK_SANDBOX" 1 || stack_fail "too few errors repeated what was sent"
curl -fsS "http://127.0.0.1:$port/actuator/prometheus" >"$stack_dir/searched/metrics.txt" || stack_fail "there are no metrics"
kill "$watcher"
"$stack_root/khaos-bridge" cases list >"$stack_dir/searched/cases.txt" || stack_fail "cases list failed"
for id in $($stack_sql -c "select id from bridge_case where closed_at is null order by id limit 4"); do
  "$stack_root/khaos-bridge" cases show "$id" >>"$stack_dir/searched/cases.txt" || stack_fail "cases show failed"
done

stack_say "workflows, events, pending activities with failures in the end: $("$stack_root/.ci/workflows-as-json.py" \
  "$STACK_TEMPORAL_HTTP" all "$stack_dir/searched/temporal.json")"
read -r looks failures < <(awk '{ n += $1; f += $3 } END { print n, f }' "$stack_dir/watched")
stack_say "meanwhile: workflows described $looks times, pending activities with a failure seen $failures times"
[ "$failures" -gt 0 ] || stack_fail "no failure was to be seen in Temporal"
grep -q '"data":' "$stack_dir/searched/temporal.json" && stack_say "payloads come as bytes"
"$stack_pg/pg_dump" --data-only --inserts --no-owner "$(sed 's/^jdbc://' <<<"$STACK_LEDGER")" >"$stack_dir/searched/ledger.sql" \
  || stack_fail "the ledger could not be dumped"
stack_say "ledger: $(grep -c '^INSERT' "$stack_dir/searched/ledger.sql") rows in $(grep -o '^INSERT INTO [a-z_.]*' \
  "$stack_dir/searched/ledger.sql" | sort -u | wc -l) tables; cases: $($stack_sql -c \
  "select string_agg(t, ', ') from (select type || ' ' || count(*) as t from bridge_case group by type) c")"
[ "$($stack_sql -c "select count(*) from bridge_case")" -gt 3 ] || stack_fail "the errors made no cases"
for log in temporal.log pg/log; do
  [ -s "$stack_dir/$log" ] && cp "$stack_dir/$log" "$stack_dir/searched/${log//\//-}.txt"
done
kill "$worker"
wait "$worker" 2>/dev/null

"$people" values "$STACK_SANDBOX" >"$stack_dir/values" || stack_fail "nobody is known"
search() { "$stack_root/.ci/personal.py" "$stack_dir/values" "$@"; }
search "$stack_dir"/searched/* || stack_fail "personal data where there must be none"

# The same search finds what was planted, however it is wrapped.
"$people" plant "$stack_dir/values" "$stack_dir/searched" "$stack_dir/planted" || stack_fail "nothing could be planted"
for copy in "$stack_dir"/planted/*; do
  search "$copy" >"$stack_dir/found"
  code=$?
  sed 's/^/  /' "$stack_dir/found" | grep 'values found'
  { [ "$code" -eq 1 ] && grep -q ' 1 values found' "$stack_dir/found"; } || { cat "$stack_dir/found"; stack_fail "the search missed the value in $copy"; }
done
stack_say "nothing personal was found; every planted value was"
