package com.khaosbridge.activities.credits;

/**
 * A record of a source of credit notes that can't be used as it stands. It may be shown and stored:
 * no part of it quotes what the source holds, but for ids that are plain codes.
 *
 * @param key the credit note's or refund's id, empty if that can't be read
 * @param where the record's place: a query and its row, or a file and its line
 * @param field the column at fault
 * @param shape what the value looks like, never the value: e.g. {@code text of 3 letters}
 * @param reason why that can't be used: e.g. {@code a decimal number belongs there}
 */
public record UnreadableCredit(
    String key, String where, String field, String shape, String reason) {}
