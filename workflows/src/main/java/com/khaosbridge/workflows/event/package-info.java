/** Events: messages to a destination about a customer's order, as versioned payloads. */
@NullMarked
package com.khaosbridge.workflows.event;

import org.jspecify.annotations.NullMarked;
