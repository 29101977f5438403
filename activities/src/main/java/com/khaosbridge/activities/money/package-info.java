/** What counts as money, and in which currency: the terms on which figures are kept. */
@NullMarked
package com.khaosbridge.activities.money;

import org.jspecify.annotations.NullMarked;
