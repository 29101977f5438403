package com.khaosbridge.sandbox.retail;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An invoice of an order.
 *
 * @param id never changes
 * @param code the number that people see
 * @param part the order's document, with this invoice's lines alone counted
 * @param story its whole invented life, also what is yet to come
 * @param ordinals of its lines within the document; null if it has them all
 */
public record Invoice(
    String id, String code, Document part, OrderStory story, @Nullable Set<Integer> ordinals) {}
