package com.khaosbridge.workflows.delivery;

/** The kinds of change in the ERP that concern destinations. */
public enum Change {
  CUSTOMER_PROFILE,
  CUSTOMER_CONSENT,
  ORDER_RECEIVED,
  INVOICE_FINALISED,
  DESPATCHED
}
