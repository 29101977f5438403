/** The operator gate: a step that can't go on waits here for a person. */
@NullMarked
package com.khaosbridge.workflows.gate;

import org.jspecify.annotations.NullMarked;
