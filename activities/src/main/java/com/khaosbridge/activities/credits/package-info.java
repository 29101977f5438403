/** Where credit notes come from: a reporting copy of the ERP's database, or files it exports. */
@NullMarked
package com.khaosbridge.activities.credits;

import org.jspecify.annotations.NullMarked;
