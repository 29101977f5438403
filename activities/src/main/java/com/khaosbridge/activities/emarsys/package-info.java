/**
 * SAP Emarsys: contacts, consent, sales rows and events over the Core API v3 and the Sales Data
 * API. Where to look, the same at every destination:
 *
 * <ul>
 *   <li>{@link com.khaosbridge.activities.emarsys.Emarsys}: the destination itself
 *   <li>{@link com.khaosbridge.activities.emarsys.EmarsysSettings}: how it is configured
 *   <li>{@link com.khaosbridge.activities.emarsys.EmarsysAccount}: what is found out about the
 *       account, and what it lacks
 *   <li>{@link com.khaosbridge.activities.emarsys.EmarsysSetup}: what it lacks, made
 *   <li>{@link com.khaosbridge.activities.emarsys.EmarsysApi}: one call, within its quota
 *   <li>{@link com.khaosbridge.activities.emarsys.EmarsysVerdicts}: what answers mean for rows
 *   <li>{@link com.khaosbridge.activities.emarsys.EmarsysContacts}: contacts, found, adopted, made
 *   <li>{@link com.khaosbridge.activities.emarsys.EmarsysConsent}: consent of existing contacts
 *   <li>{@link com.khaosbridge.activities.emarsys.EmarsysMetrics}: figures on existing contacts
 *   <li>{@link com.khaosbridge.activities.emarsys.EmarsysSales}: money, as sales rows
 *   <li>{@link com.khaosbridge.activities.emarsys.EmarsysEvents}: events, as external events
 * </ul>
 */
@NullMarked
package com.khaosbridge.activities.emarsys;

import org.jspecify.annotations.NullMarked;
