/** The business clock of the sandbox, apart from the machine's. */
@NullMarked
package com.khaosbridge.sandbox.clock;

import org.jspecify.annotations.NullMarked;
