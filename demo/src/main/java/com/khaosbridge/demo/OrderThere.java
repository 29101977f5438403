package com.khaosbridge.demo;

/**
 * An order under a contact.
 *
 * @param holder how the destination names the contact there: at Dotdigital by its contact id, at
 *     Emarsys by our person id
 */
record OrderThere(String order, String holder) {}
