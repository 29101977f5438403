/**
 * Dotdigital: contacts, consent, order records and triggered mails, each call within its rate tier,
 * each answer turned into a verdict a row. Where to look, the same at every destination:
 *
 * <ul>
 *   <li>{@link com.khaosbridge.activities.dotdigital.Dotdigital}: the destination itself
 *   <li>{@link com.khaosbridge.activities.dotdigital.DotdigitalSettings}: how it is configured
 *   <li>{@link com.khaosbridge.activities.dotdigital.DotdigitalAccount}: what is found out about
 *       the account, and what it lacks
 *   <li>{@link com.khaosbridge.activities.dotdigital.DotdigitalSetup}: what it lacks, made
 *   <li>{@link com.khaosbridge.activities.dotdigital.DotdigitalApi}: one call, within its quota
 *   <li>{@link com.khaosbridge.activities.dotdigital.DotdigitalVerdicts}: what answers mean for
 *       rows
 *   <li>{@link com.khaosbridge.activities.dotdigital.ContactSingle} and {@link
 *       com.khaosbridge.activities.dotdigital.ContactImport}: contacts, found, adopted, made
 *   <li>{@link com.khaosbridge.activities.dotdigital.DotdigitalConsent}: consent of existing
 *       contacts
 *   <li>{@link com.khaosbridge.activities.dotdigital.DotdigitalMetrics}: figures on existing
 *       contacts
 *   <li>{@link com.khaosbridge.activities.dotdigital.DotdigitalOrders}: money, as order records
 *   <li>{@link com.khaosbridge.activities.dotdigital.DotdigitalEvents}: events, as triggered mails
 * </ul>
 */
@NullMarked
package com.khaosbridge.activities.dotdigital;

import org.jspecify.annotations.NullMarked;
