/**
 * The vocabulary of deliveries: what is to be made true at a destination, where it stands, and why
 * a person is needed. Depends on nothing but the platform.
 */
@NullMarked
package com.khaosbridge.workflows.delivery;

import org.jspecify.annotations.NullMarked;
