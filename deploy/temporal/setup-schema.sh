#!/bin/sh
# Makes Temporal's two databases and brings their schemas up to date. Can be run again at any time:
# each step leaves alone what is there.
set -eu

: "${POSTGRES_SEEDS:?the host of the database}"
: "${POSTGRES_USER:?the user of the database}"
: "${SQL_PASSWORD:?the password of the user}"
port="${DB_PORT:-5432}"
schema="${SCHEMA_DIRECTORY:-/etc/temporal/schema/postgresql/v12}"

tool() {
  # The password is taken from SQL_PASSWORD, so that no list of processes shows it.
  temporal-sql-tool --plugin postgres12 --ep "$POSTGRES_SEEDS" -p "$port" -u "$POSTGRES_USER" "$@"
}

for database in temporal temporal_visibility; do
  versions="$schema/${database#temporal_}/versioned"
  echo "$database: schema from $versions"
  tool --db "$database" create
  tool --db "$database" setup-schema -v 0.0
  tool --db "$database" update-schema -d "$versions"
done
echo "The schemas are up to date."
