/** PersonSync: serialises what changes about one person at every destination. */
@NullMarked
package com.khaosbridge.workflows.person;

import org.jspecify.annotations.NullMarked;
