package com.khaosbridge.activities.destination;

import com.khaosbridge.workflows.delivery.Consent;

/**
 * A contact as the stand-in has it.
 *
 * @param personId empty if it carries none of ours
 * @param consent as the destination would act on it; {@link Consent#UNKNOWN} if it holds none
 * @param firstName empty if it has none
 */
public record SeenContact(String contactId, String personId, Consent consent, String firstName) {}
