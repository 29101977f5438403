/**
 * What the ledger answers when asked: the equation, figures, and where orders and persons stand.
 */
@NullMarked
package com.khaosbridge.activities.ledger.reports;

import org.jspecify.annotations.NullMarked;
