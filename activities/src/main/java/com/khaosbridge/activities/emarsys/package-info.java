/**
 * SAP Emarsys: contacts, consent, sales rows and events over the Core API v3 and the Sales Data
 * API.
 */
@NullMarked
package com.khaosbridge.activities.emarsys;

import org.jspecify.annotations.NullMarked;
