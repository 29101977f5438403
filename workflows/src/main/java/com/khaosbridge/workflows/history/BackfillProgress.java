package com.khaosbridge.workflows.history;

/**
 * Where the backfill stands, for people. Counts are in the ledger; this says what is being done.
 */
public record BackfillProgress(String step, boolean paused) {}
