package com.khaosbridge.activities.khaos.records;

import java.util.List;

/**
 * What an export gave: the records that could be read, and a problem for each that could not. One
 * bad record never hides the others.
 */
public record Readings<T>(List<T> records, List<RecordProblem> problems) {}
