/** Configuration as it is written, checked, and turned into what the parts of the bridge take. */
@NullMarked
package com.khaosbridge.activities.settings;

import org.jspecify.annotations.NullMarked;
