package com.khaosbridge.activities.khaos.records;

/**
 * A data protection flag of the site, by {@code GetMailingStatusList}.
 *
 * @param id what {@code MAILING_STATUS} and {@code MAILING_FLAG} hold
 */
public record MailingStatus(int id, String description) {}
