/** Persons: one or more customers that are one human to marketing, as decided from all of them. */
@NullMarked
package com.khaosbridge.activities.ledger.persons;

import org.jspecify.annotations.NullMarked;
