/** What Khaos Control's answers mean: customers, orders, their status, and what can't be read. */
@NullMarked
package com.khaosbridge.activities.khaos.records;

import org.jspecify.annotations.NullMarked;
