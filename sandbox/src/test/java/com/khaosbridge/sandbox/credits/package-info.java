/** Credit notes over a real PostgreSQL, in a real directory and over HTTP. */
@NullMarked
package com.khaosbridge.sandbox.credits;

import org.jspecify.annotations.NullMarked;
