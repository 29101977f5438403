/**
 * Keys and what they protect: e-mails are only kept as keyed hashes, and workflow payloads, which
 * hold ids only, are encrypted if a setting says so.
 */
@NullMarked
package com.khaosbridge.activities.keys;

import org.jspecify.annotations.NullMarked;
