package com.khaosbridge.sandbox.retail;

/**
 * A customer as the transactions file knows them.
 *
 * @param number the customer number as digits
 * @param country the country's name on their first line
 * @param hasOrders whether at least one document is no credit note
 */
public record Shopper(String number, String country, boolean hasOrders) {}
