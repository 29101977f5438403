/**
 * Dotdigital: contacts, consent, order records and triggered mails, each call within its rate tier,
 * each answer turned into a verdict a row.
 */
@NullMarked
package com.khaosbridge.activities.dotdigital;

import org.jspecify.annotations.NullMarked;
