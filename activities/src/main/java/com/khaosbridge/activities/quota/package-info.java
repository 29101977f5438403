/** Quotas of the outside world: one governor an API, a share of it kept for live work. */
@NullMarked
package com.khaosbridge.activities.quota;

import org.jspecify.annotations.NullMarked;
