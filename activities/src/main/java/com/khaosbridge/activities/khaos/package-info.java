/**
 * Khaos Control: reads customers and orders over its SOAP web service, one call at a time. Nothing
 * is ever written to it. {@code soap} calls the service, {@code records} understands its answers.
 */
@NullMarked
package com.khaosbridge.activities.khaos;

import org.jspecify.annotations.NullMarked;
