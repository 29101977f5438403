/**
 * Orders: what the ERP says of an order, what is due because of it, and the lifecycle that carries
 * it.
 */
@NullMarked
package com.khaosbridge.workflows.order;

import org.jspecify.annotations.NullMarked;
