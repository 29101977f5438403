package com.khaosbridge.workflows.merge;

/** A merge, by source and the id of the person that goes on under another. */
public record MergeRef(String source, String loser) {}
