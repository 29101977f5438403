/** Feeds: poll the ERP, record what changed, signal the workflows it concerns. */
@NullMarked
package com.khaosbridge.activities.feed;

import org.jspecify.annotations.NullMarked;
