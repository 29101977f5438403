/**
 * Keys and what they protect: workflow payloads are encrypted, e-mails are only kept as keyed
 * hashes.
 */
@NullMarked
package com.khaosbridge.activities.keys;

import org.jspecify.annotations.NullMarked;
