/**
 * Senders: claim deliveries from the outbox, compose their rows, send them in batches and settle
 * the verdicts.
 */
@NullMarked
package com.khaosbridge.activities.sending;

import org.jspecify.annotations.NullMarked;
