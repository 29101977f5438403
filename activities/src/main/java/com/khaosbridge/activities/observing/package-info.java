/** Looks at the ERP: feeds poll it and record what changed, for the workflows it concerns. */
@NullMarked
package com.khaosbridge.activities.observing;

import org.jspecify.annotations.NullMarked;
