/**
 * Tests of the Dotdigital stand-in, one class an area of the API. Each calls the stand-in as the
 * HTTP edge would; time stands still unless a test moves it.
 */
@NullMarked
package com.khaosbridge.sandbox.dotdigital;

import org.jspecify.annotations.NullMarked;
