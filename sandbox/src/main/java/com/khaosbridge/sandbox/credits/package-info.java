/**
 * The ERP's credit notes, which its web service does not export, as a site may offer them all the
 * same: in a reporting copy of its database, and as files in a directory. Nothing shows before
 * business time has reached it.
 */
@NullMarked
package com.khaosbridge.sandbox.credits;

import org.jspecify.annotations.NullMarked;
