/**
 * What every destination is to the bridge: one interface that takes rows and gives a verdict for
 * each row.
 */
@NullMarked
package com.khaosbridge.activities.destination;

import org.jspecify.annotations.NullMarked;
