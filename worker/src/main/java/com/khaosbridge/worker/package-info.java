/** The process that hosts the workers, and the wiring of everything they need. */
@NullMarked
package com.khaosbridge.worker;

import org.jspecify.annotations.NullMarked;
