/**
 * Customers and persons: what the ERP says of consent and e-mail, without the personal data itself.
 */
@NullMarked
package com.khaosbridge.workflows.customer;

import org.jspecify.annotations.NullMarked;
