/**
 * State on disk: a map store shared by the stand-ins, so that a long run does not grow the heap.
 */
@NullMarked
package com.khaosbridge.sandbox.store;

import org.jspecify.annotations.NullMarked;
