/** What happens to customers and their contacts, by itself or by hand, while the sandbox runs. */
@NullMarked
package com.khaosbridge.sandbox.acts;

import org.jspecify.annotations.NullMarked;
