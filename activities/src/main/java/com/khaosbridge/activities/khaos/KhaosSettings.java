package com.khaosbridge.activities.khaos;

import com.khaosbridge.activities.khaos.records.CursorOverlap;
import com.khaosbridge.activities.khaos.records.CustomerRules;
import com.khaosbridge.activities.khaos.records.InvoiceRules;
import com.khaosbridge.activities.khaos.records.LineDiscount;
import com.khaosbridge.activities.khaos.soap.ErpConnection;
import com.khaosbridge.activities.khaos.soap.Setting;
import java.net.URI;
import java.time.ZoneId;

/**
 * One Khaos Control installation: where it is and what its values mean. Every instance is usable;
 * what can't be is refused with the setting's name, the value's shape and the fix.
 *
 * @param source the source's name: letters, digits, {@code -} and {@code _}
 * @param zone the ERP's local time
 */
public record KhaosSettings(
    String source,
    ErpConnection connection,
    ZoneId zone,
    CursorOverlap overlap,
    InvoiceRules invoices,
    CustomerRules customers,
    LineDiscount lineDiscount) {

  public KhaosSettings {
    Setting.require(
        source.matches("[A-Za-z0-9_-]{1,40}"),
        "khaos.source",
        "text of " + source.length() + " characters",
        "Give a name of 1 to 40 letters, digits, - and _.");
  }

  /** The defaults for a service at this address. */
  public static KhaosSettings forEndpoint(String source, URI endpoint) {
    return over(source, ErpConnection.to(endpoint));
  }

  /** The defaults for a service over this connection. */
  public static KhaosSettings over(String source, ErpConnection connection) {
    return new KhaosSettings(
        source,
        connection,
        ZoneId.of("Europe/London"),
        CursorOverlap.DEFAULT,
        InvoiceRules.DEFAULT,
        CustomerRules.DEFAULT,
        LineDiscount.REFUSED);
  }
}
