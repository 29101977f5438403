/** Cases, which need a person, and the audit of what people decided. */
@NullMarked
package com.khaosbridge.activities.ledger.cases;

import org.jspecify.annotations.NullMarked;
