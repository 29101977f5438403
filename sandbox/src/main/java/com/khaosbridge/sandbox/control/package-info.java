/**
 * The sandbox's own paths, for tests and demonstrations; no real system has them. Answers are JSON,
 * streams NDJSON; a bad request is answered 400 with {@code {"error": text}}.
 *
 * <ul>
 *   <li>{@code GET /_sandbox/info}: seed, source, scenario, start and end of the run, counts of the
 *       file.
 *   <li>{@code GET /_sandbox/clock}: business {@code now} (and as UK {@code local} time), {@code
 *       factor}, {@code start} of the live days, {@code end} of all the file's events. {@code POST}
 *       with {@code {"now": instant, "factor": business seconds a real second}}, either or both,
 *       moves it.
 *   <li>{@code GET /_sandbox/trickle}: how many new orders come {@code perMinute} of real time, and
 *       how many were {@code placed} so far. {@code POST} with {@code {"perMinute": n}}, 0 to
 *       6,000, lets new orders of known customers appear in the ERP at business now from then on; 0
 *       stops. A kept state keeps rate and orders. How they are invented: {@link
 *       com.khaosbridge.sandbox.retail.Trickle}.
 *   <li>{@code GET /_sandbox/faults}: the faults in force. {@code POST} adds one (of {@code kind},
 *       for {@code system}, {@code path}, {@code method}, {@code requestMatches}; with {@code
 *       status}, {@code delayMillis}, {@code body}, {@code headers}, {@code rate}, {@code count},
 *       {@code share}) and answers its {@code id}; {@code DELETE} clears all, or that of {@code
 *       /_sandbox/faults/{id}}.
 *   <li>{@code POST /_sandbox/khaos/customers/{number}}: changes a customer's record; the fields
 *       are those of {@link com.khaosbridge.sandbox.retail.Customers#change}.
 *   <li>{@code POST /_sandbox/khaos/merges}, {@code POST
 *       /_sandbox/khaos/customers/{number}/vanish}, {@code …/reappear}, {@code …/anonymise}, {@code
 *       …/rename-urn}: what a clerk does to a customer as a whole, see {@link
 *       com.khaosbridge.sandbox.retail.Clerk}.
 *   <li>{@code POST /_sandbox/emarsys/contacts}, {@code POST /_sandbox/dotdigital/contacts}: does
 *       what the person of an {@code email} does with their contact; {@code act} is {@code optOut},
 *       {@code optIn}, {@code complain}, {@code delete} or {@code create}, the last with or without
 *       {@code consent}, {@code OPTED_IN} or {@code OPTED_OUT}. Answers how many {@code contacts}
 *       it changed.
 *   <li>{@code POST /_sandbox/khaos/credit-notes}: issues a credit note at business now and answers
 *       its {@code creditId} and {@code creditCode}. Fields: {@code lines} of {@code stockCode},
 *       {@code quantity}, {@code unitNet}; {@code deliveryNet}; {@code orderCode}, {@code customer}
 *       (default: the order's) and {@code reason}, which may be left out.
 *   <li>{@code POST /_sandbox/khaos/refunds}: pays {@code amount}, incVat, back for a {@code
 *       creditId} at business now and answers its {@code refundId}.
 *   <li>{@code GET /_sandbox/state/{system}}: what {@code khaos}, {@code emarsys} or {@code
 *       dotdigital} holds now; a stream.
 *   <li>{@code GET /_sandbox/truth}: what is true, also what is yet to come, see {@link
 *       com.khaosbridge.sandbox.control.Truth}; a stream.
 * </ul>
 */
@NullMarked
package com.khaosbridge.sandbox.control;

import org.jspecify.annotations.NullMarked;
