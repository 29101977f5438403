package com.khaosbridge.workflows.history;

import java.util.List;

/** What to backfill: one source into these destinations. */
public record BackfillRef(String source, List<String> destinations) {}
