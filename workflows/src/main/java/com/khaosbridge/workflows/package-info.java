/** What all workflows share: their queues, ids and search attributes. */
@NullMarked
package com.khaosbridge.workflows;

import org.jspecify.annotations.NullMarked;
