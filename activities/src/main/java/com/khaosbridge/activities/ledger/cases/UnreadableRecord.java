package com.khaosbridge.activities.ledger.cases;

/**
 * A record of the ERP that can't be used as it stands. Holds no value of the record, only what is
 * wrong with it.
 *
 * @param record what kind of record, e.g. {@code sales order}
 * @param key its code, or empty if that is missing or may be something else than a code
 * @param field the field at fault, as the ERP names it
 * @param whatHappened as people read it, with what to do about it
 */
public record UnreadableRecord(String record, String key, String field, String whatHappened) {}
