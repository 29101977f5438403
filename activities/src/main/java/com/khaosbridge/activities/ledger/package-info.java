/**
 * The ledger: PostgreSQL tables behind every promise the bridge makes. Plain SQL; no personal data.
 */
@NullMarked
package com.khaosbridge.activities.ledger;

import org.jspecify.annotations.NullMarked;
