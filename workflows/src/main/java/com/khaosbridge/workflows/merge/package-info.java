/** CustomerMerge: what two persons left at destinations, once they have turned out to be one. */
@NullMarked
package com.khaosbridge.workflows.merge;

import org.jspecify.annotations.NullMarked;
