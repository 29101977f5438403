package com.khaosbridge.sandbox.khaos;

import com.khaosbridge.sandbox.retail.Document;
import com.khaosbridge.sandbox.retail.OrderStory;

/**
 * An order as the ERP shows it now.
 *
 * @param document what was ordered
 * @param story its whole invented life, also what is yet to come
 * @param live whether it is of the live days
 * @param stage its invoice's stage now
 * @param consigned whether its shipment has its consignment by now
 */
record Order(Document document, OrderStory story, boolean live, Stage stage, boolean consigned) {}
