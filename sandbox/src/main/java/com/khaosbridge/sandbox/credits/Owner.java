package com.khaosbridge.sandbox.credits;

/**
 * The customer whose a document is, as the ERP's database says it.
 *
 * @param companyId the internal key, which never changes
 * @param companyCode the URN now
 */
public record Owner(String companyId, String companyCode) {}
