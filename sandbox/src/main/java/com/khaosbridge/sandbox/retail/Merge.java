package com.khaosbridge.sandbox.retail;

import java.time.Instant;

/**
 * A merge of two customers that was not undone.
 *
 * @param from number of who is gone
 * @param into number of who got their documents
 * @param at business time, to the second
 */
public record Merge(String id, String from, String into, Instant at) {}
