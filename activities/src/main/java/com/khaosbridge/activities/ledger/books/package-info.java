/**
 * The books: customers, orders and what follows from their changes, recorded in one transaction.
 */
@NullMarked
package com.khaosbridge.activities.ledger.books;

import org.jspecify.annotations.NullMarked;
