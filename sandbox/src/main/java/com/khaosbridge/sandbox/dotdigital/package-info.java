/**
 * The stand-in for Dotdigital: contacts, Insight data, sends, programs and account calls with their
 * quirks, state on disk. Written from the published facts alone; it shares no type with any client.
 */
@NullMarked
package com.khaosbridge.sandbox.dotdigital;

import org.jspecify.annotations.NullMarked;
