/** What happens to contacts at destinations without any client of their APIs. */
@NullMarked
package com.khaosbridge.sandbox.contacts;

import org.jspecify.annotations.NullMarked;
