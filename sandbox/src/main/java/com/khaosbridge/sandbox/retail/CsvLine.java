package com.khaosbridge.sandbox.retail;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One good line of the transactions file.
 *
 * @param number the document's number; a leading {@code C} makes it a credit note
 * @param line what was sold
 * @param at UK local time
 * @param customer the customer number as digits, null for a guest
 * @param country the country's name as the file has it
 */
record CsvLine(
    String number,
    DocumentLine line,
    LocalDateTime at,
    @Nullable String customer,
    String country) {}
