/** The process that starts and steers: feeds, backfill, owed signals. */
@NullMarked
package com.khaosbridge.starter;

import org.jspecify.annotations.NullMarked;
