/**
 * Calls to the outside world: connections a lane, a count of calls, and whether a failed call may
 * have had its effect.
 */
@NullMarked
package com.khaosbridge.activities.http;

import org.jspecify.annotations.NullMarked;
