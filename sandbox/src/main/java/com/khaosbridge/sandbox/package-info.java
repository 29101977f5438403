/**
 * The sandbox: stand-ins for Khaos Control, Emarsys and Dotdigital on one port over real HTTP, with
 * invented data on top of real transactions, faults on demand and a truth to compare with.
 */
@NullMarked
package com.khaosbridge.sandbox;

import org.jspecify.annotations.NullMarked;
