/**
 * HistoryBackfill: brings in what was there before the bridge, contacts first, in batches and in
 * silence.
 */
@NullMarked
package com.khaosbridge.workflows.history;

import org.jspecify.annotations.NullMarked;
