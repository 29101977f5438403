package com.khaosbridge.workflows.order;

import com.khaosbridge.workflows.delivery.DeliveryRef;
import java.util.List;

/**
 * What the ledger knows of an order.
 *
 * @param open the deliveries that have not ended, held ones included
 * @param settled nothing more is expected from the ERP: cancelled, or finalised and despatched, or
 *     past the despatch horizon
 */
public record OrderSituation(List<DeliveryRef> open, boolean settled) {}
