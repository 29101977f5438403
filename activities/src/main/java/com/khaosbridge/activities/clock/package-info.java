/** Clocks other than the machine's. */
@NullMarked
package com.khaosbridge.activities.clock;

import org.jspecify.annotations.NullMarked;
