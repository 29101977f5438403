package com.khaosbridge.workflows.delivery;

/** The kinds of change, in the ERP or by time, that concern destinations. */
public enum Change {
  CUSTOMER_PROFILE,
  CUSTOMER_CONSENT,
  ORDER_RECEIVED,
  INVOICE_FINALISED,
  DESPATCHED,
  /** A credit note was issued. */
  CREDITED,
  /** A credit note took something back of an order. */
  CREDIT_ALLOCATED,
  /** Something of a credit note found no order. */
  CREDIT_UNALLOCATED,
  /** What a destination has of an order was found to differ. */
  ORDER_DRIFTED,
  /** A person has another contact now, so that this one must not be mailed any more. */
  CONTACT_REPLACED,
  /** What a person's orders and credits add up to has changed. */
  METRICS_CHANGED,
  /** Long enough after the despatch to ask for a review. */
  REVIEW_DUE,
  /** What was bought will have run out. */
  REPLENISHMENT_DUE,
  /** The return window was over. */
  SETTLED,
  /** The ERP shows an order cancelled. */
  CANCELLED,
  /** An order with a final invoice was cancelled. */
  SALE_CANCELLED,
  /** An order with a final invoice is cancelled no more. */
  SALE_RESTORED
}
