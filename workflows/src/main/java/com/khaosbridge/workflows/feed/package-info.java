/** Feeds: the ways of learning about changes in the ERP. */
@NullMarked
package com.khaosbridge.workflows.feed;

import org.jspecify.annotations.NullMarked;
