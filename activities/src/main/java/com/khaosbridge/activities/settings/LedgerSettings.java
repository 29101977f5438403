package com.khaosbridge.activities.settings;

import org.jspecify.annotations.Nullable;

/**
 * The ledger's database.
 *
 * @param url a PostgreSQL JDBC address, with user and password if it needs them
 * @param connections the size of the pool, default 24
 */
public record LedgerSettings(String url, @Nullable Integer connections) {
  public LedgerSettings {
    BridgeSettings.require("ledger.url", url);
  }

  public int pool() {
    return connections == null ? 24 : connections;
  }

  @Override
  public String toString() {
    return "LedgerSettings[" + url.replaceAll("\\?.*", "?…") + "]";
  }
}
