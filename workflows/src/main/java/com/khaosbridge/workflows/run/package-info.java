/**
 * How a workflow carries its deliveries: each on its own, all in parallel, and past every obstacle.
 */
@NullMarked
package com.khaosbridge.workflows.run;

import org.jspecify.annotations.NullMarked;
