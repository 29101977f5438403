/**
 * The stand-in for Khaos Control: its SOAP web service with the conventions of the real one,
 * showing the shop as it stands at business now. Written from published facts about the service
 * alone.
 */
@NullMarked
package com.khaosbridge.sandbox.khaos;

import org.jspecify.annotations.NullMarked;
