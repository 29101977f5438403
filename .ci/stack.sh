# shellcheck shell=bash disable=SC2034
# It is sourced: what looks unused here is used by the scripts that source it.
#
# A real stack around the bridge, each part in a process of its own: PostgreSQL, the Temporal dev server and
# the sandbox. Source it, then call stack_start [SANDBOX OPTION...]; what it starts ends with the script.
#
# Needs TEMPORAL, the path of Temporal's command line.
set -uo pipefail
: "${TEMPORAL:?the path of the temporal command line}"

stack_root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
stack_dir="$(mktemp -d)"
stack_pids=()
chmod 755 "$stack_dir"

# stack_say TEXT...
stack_say() { printf '    %s\n' "$*"; }

# stack_fail TEXT...: says what is wrong and ends the script.
stack_fail() {
  printf 'FAILED: %s\n' "$*"
  exit 1
}

stack_free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# Runs a command as a user that PostgreSQL accepts: it refuses root.
stack_unprivileged() {
  if [ "$(id -u)" -eq 0 ]; then
    runuser -u nobody -- "$@"
  else
    "$@"
  fi
}

stack_stop() {
  local pid
  for pid in "${stack_pids[@]}"; do kill "$pid" 2>/dev/null; done
  [ -d "$stack_dir/pg" ] && stack_unprivileged "$stack_pg/pg_ctl" -D "$stack_dir/pg" -m immediate stop >/dev/null 2>&1
  wait 2>/dev/null
  rm -rf "$stack_dir"
}
trap stack_stop EXIT

stack_postgres() {
  stack_pg="$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)"
  if [ -z "$stack_pg" ] || [ ! -x "$stack_pg/initdb" ]; then
    { [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; } \
      || stack_fail "there is no PostgreSQL server, and it can't be installed here without root and apt-get"
    stack_say "installing PostgreSQL ..."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql; } \
      >"$stack_dir/apt.log" 2>&1 || { tail -n 20 "$stack_dir/apt.log"; stack_fail "PostgreSQL could not be installed"; }
    stack_pg="$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)"
  fi
  local port
  port="$(stack_free_port)"
  mkdir "$stack_dir/pg"
  [ "$(id -u)" -eq 0 ] && chown nobody "$stack_dir/pg"
  stack_unprivileged "$stack_pg/initdb" -D "$stack_dir/pg" -A trust -U postgres >/dev/null \
    && stack_unprivileged "$stack_pg/pg_ctl" -D "$stack_dir/pg" -w start -l "$stack_dir/pg/log" \
      -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$stack_dir/pg -c max_connections=200" >/dev/null \
    || stack_fail "PostgreSQL did not start"
  STACK_LEDGER="jdbc:postgresql://127.0.0.1:$port/postgres?user=postgres"
  stack_sql="$stack_pg/psql -h 127.0.0.1 -p $port -U postgres -At"
}

stack_temporal() {
  local port ui i
  port="$(stack_free_port)"
  ui="$(stack_free_port)"
  "$TEMPORAL" server start-dev --ip 127.0.0.1 --port "$port" --ui-port "$ui" --log-level error \
    >"$stack_dir/temporal.log" 2>&1 &
  stack_temporal_pid=$!
  stack_pids+=("$stack_temporal_pid")
  STACK_TEMPORAL="127.0.0.1:$port"
  # The web UI's address, which serves Temporal's HTTP API too.
  STACK_TEMPORAL_HTTP="http://127.0.0.1:$ui"
  for i in $(seq 1 60); do
    "$TEMPORAL" operator cluster health --address "$STACK_TEMPORAL" >/dev/null 2>&1 && return
    sleep 1
  done
  stack_fail "the Temporal dev server did not come up"
}

stack_sandbox() {
  local i
  java -jar "$stack_root/sandbox/target/khaos-bridge-sandbox.jar" --port 0 --journal "$stack_dir/journal" "$@" \
    >"$stack_dir/sandbox.log" 2>&1 &
  stack_pids+=($!)
  for i in $(seq 1 120); do
    STACK_SANDBOX="$(sed -n 's/^Sandbox ready at //p' "$stack_dir/sandbox.log")"
    [ -n "$STACK_SANDBOX" ] && return
    sleep 0.5
  done
  stack_fail "the sandbox did not come up: $(tail -n 3 "$stack_dir/sandbox.log")"
}

# stack_start [SANDBOX OPTION...]
stack_start() {
  stack_postgres
  stack_temporal
  stack_sandbox "$@"
  stack_say "ledger $STACK_LEDGER, Temporal $STACK_TEMPORAL, sandbox $STACK_SANDBOX"
}

# stack_bridge [OPTION...]: the bridge in a process of its own, against the stack.
stack_bridge() {
  exec java -Xmx1g -jar "$stack_root/demo/target/khaos-bridge-demo.jar" --sandbox "$STACK_SANDBOX" \
    --ledger "$STACK_LEDGER" --temporal "$STACK_TEMPORAL" --keys "$stack_dir/keys.properties" "$@"
}

# stack_fault JSON: turns a fault on in the sandbox.
stack_fault() {
  curl -fsS -H 'Content-Type: application/json' "$STACK_SANDBOX/_sandbox/faults" -d "$1" >/dev/null \
    || stack_fail "this fault could not be turned on: $1"
}

stack_no_faults() {
  curl -fsS -X DELETE "$STACK_SANDBOX/_sandbox/faults" >/dev/null || stack_fail "the faults could not be turned off"
}

# stack_trickle N: so many new orders a minute, on top of the data.
stack_trickle() {
  curl -fsS -H 'Content-Type: application/json' "$STACK_SANDBOX/_sandbox/trickle" -d "{\"perMinute\": $1}" >/dev/null \
    || stack_fail "there is no trickle"
}

# stack_factor N: so many business seconds in a real one.
stack_factor() {
  curl -fsS -H 'Content-Type: application/json' "$STACK_SANDBOX/_sandbox/clock" -d "{\"factor\": $1}" >/dev/null \
    || stack_fail "the clock does not take factor $1"
}

# stack_await_live PID LOG: waits until the bridge of this process is done with the backfill.
stack_await_live() {
  local i
  for ((i = 0; i < 180; i++)); do
    curl -fsS "$STACK_SANDBOX/_sandbox/clock" \
      | python3 -c 'import json, sys; sys.exit(0 if json.load(sys.stdin)["factor"] > 0 else 1)' && return
    kill -0 "$1" 2>/dev/null || break
    sleep 1
  done
  tail -n 30 "$2"
  stack_fail "the live days did not begin"
}

# How often destinations were called to change something: uploads, contacts, orders, events, imports.
stack_effects() {
  cat "$stack_dir"/journal/emarsys.ndjson "$stack_dir"/journal/dotdigital.ndjson \
    | python3 -c '
import json, sys
reads = ("/oauth2/token", "/contact/getdata", "/contact/checkids")
print(sum(1 for line in map(json.loads, sys.stdin)
          if line["method"] != "GET" and not line["path"].endswith(reads)))'
}
