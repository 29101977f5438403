#!/bin/sh
# Makes the namespace and its search attributes. Can be run again at any time.
set -eu

: "${TEMPORAL_ADDRESS:?host and port of the Temporal server}"
namespace="${TEMPORAL_NAMESPACE:-khaos-bridge}"
retention="${TEMPORAL_RETENTION:-720h}"
most_attempts="${MOST_ATTEMPTS:-60}"
pause_seconds="${PAUSE_SECONDS:-2}"

# again WHAT COMMAND...: until the command succeeds, or the attempts are used up.
again() {
  what="$1"
  shift
  attempt=1
  until "$@"; do
    if [ "$attempt" -ge "$most_attempts" ]; then
      echo "$what: given up after $attempt attempts" >&2
      return 1
    fi
    attempt=$((attempt + 1))
    sleep "$pause_seconds"
  done
}

cli() {
  temporal "$@" --address "$TEMPORAL_ADDRESS"
}

namespace_there() {
  cli operator namespace describe --namespace "$namespace" >/dev/null 2>&1 \
    || cli operator namespace create --namespace "$namespace" --retention "$retention"
}

attributes_readable() {
  cli operator search-attribute list --namespace "$namespace" >/dev/null
}

# attribute_there NAME TYPE: a new namespace takes some seconds until every cache has it.
attribute_there() {
  cli operator search-attribute list --namespace "$namespace" 2>/dev/null \
    | awk -v name="$1" -v type="$2" '$1 == name && $2 == type { found = 1 } END { exit !found }' \
    || {
      cli operator search-attribute create --namespace "$namespace" --name "$1" --type "$2"
      # Only a listing that shows it counts.
      return 1
    }
}

again "server" cli operator cluster health
again "namespace $namespace" namespace_there
again "search attributes of $namespace" attributes_readable
again "BridgeState" attribute_there BridgeState Keyword
again "OrderStage" attribute_there OrderStage Keyword
again "CaseId" attribute_there CaseId KeywordList
again "CaseType" attribute_there CaseType Keyword
again "CaseOwner" attribute_there CaseOwner Keyword
again "CaseDue" attribute_there CaseDue Datetime
again "CaseRows" attribute_there CaseRows Int
again "Destination" attribute_there Destination KeywordList
again "Source" attribute_there Source Keyword
echo "Namespace $namespace and its search attributes are there."
