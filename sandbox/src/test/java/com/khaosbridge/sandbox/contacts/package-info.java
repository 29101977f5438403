/** What persons do with their contacts, over HTTP. */
@NullMarked
package com.khaosbridge.sandbox.contacts;

import org.jspecify.annotations.NullMarked;
