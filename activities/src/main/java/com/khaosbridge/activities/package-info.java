/** The outside world, one package a system, and the activities that workflows call. */
@NullMarked
package com.khaosbridge.activities;

import org.jspecify.annotations.NullMarked;
