package com.khaosbridge.workflows.order;

/** An order, by source and sales order code. */
public record OrderRef(String source, String orderCode) {}
