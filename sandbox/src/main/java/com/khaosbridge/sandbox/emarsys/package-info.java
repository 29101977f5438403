/**
 * The stand-in for SAP Emarsys: OAuth tokens, the contact, field and event parts of Core API v3,
 * and the Sales Data API, with the oddities that a client meets in the real one. Its state is on
 * disk.
 *
 * <p>Assumed, because the public sources are silent:
 *
 * <ul>
 *   <li>Key values are compared exactly, case included.
 *   <li>Texts longer than their field are cut to its length; fields 27 to 30 refuse writes with
 *       2006.
 *   <li>A key that comes twice in one batch is refused the second time with 2009.
 *   <li>A trigger id counts within its event definition, whichever contact it is for.
 *   <li>{@code checkids} with {@code get_multiple_ids} answers an array of ids for a key that
 *       several contacts have.
 *   <li>A sales file with a missing or malformed required value is refused as a whole at upload;
 *       the real one may accept it and fail later. The first accepted file settles the columns.
 *   <li>A new field's string id is its name in lower case with underscores; the answer names the
 *       field's id, and a missing name is 9001.
 *   <li>The minute of the rate limit begins with its first call.
 * </ul>
 */
@NullMarked
package com.khaosbridge.sandbox.emarsys;

import org.jspecify.annotations.NullMarked;
