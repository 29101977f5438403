/** The process that starts and steers: feeds, backfill, reconciliation, owed signals. */
@NullMarked
package com.khaosbridge.starter;

import org.jspecify.annotations.NullMarked;
