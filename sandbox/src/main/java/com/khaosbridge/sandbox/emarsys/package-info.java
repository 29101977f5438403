/**
 * The stand-in for SAP Emarsys: OAuth tokens, the contact, field and event parts of Core API v3,
 * and the Sales Data API, with the oddities that a client meets in the real one. Its state is on
 * disk.
 */
@NullMarked
package com.khaosbridge.sandbox.emarsys;

import org.jspecify.annotations.NullMarked;
