/**
 * The HTTP edge that all stand-ins share: requests, answers, journal and faults. A stand-in sees a
 * {@link com.khaosbridge.sandbox.http.Request} and gives a {@link
 * com.khaosbridge.sandbox.http.Response}; it knows no socket.
 */
@NullMarked
package com.khaosbridge.sandbox.http;

import org.jspecify.annotations.NullMarked;
