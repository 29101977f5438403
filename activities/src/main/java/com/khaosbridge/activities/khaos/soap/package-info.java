/**
 * How Khaos Control's web service is called: envelopes, one call at a time, limits, certificates,
 * and an XML reader for answers that nobody vouches for. Knows no record.
 */
@NullMarked
package com.khaosbridge.activities.khaos.soap;

import org.jspecify.annotations.NullMarked;
