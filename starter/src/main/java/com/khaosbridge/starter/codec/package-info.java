/** Temporal's codec server: lets its web UI and command line show payloads that are encrypted. */
@NullMarked
package com.khaosbridge.starter.codec;

import org.jspecify.annotations.NullMarked;
