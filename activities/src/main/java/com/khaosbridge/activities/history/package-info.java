/** Backfill: reads and sends what was there before the bridge. */
@NullMarked
package com.khaosbridge.activities.history;

import org.jspecify.annotations.NullMarked;
