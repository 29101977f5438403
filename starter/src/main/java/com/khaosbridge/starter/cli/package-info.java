/** The command line for people: cases, and the signals that push them on. */
@NullMarked
package com.khaosbridge.starter.cli;

import org.jspecify.annotations.NullMarked;
