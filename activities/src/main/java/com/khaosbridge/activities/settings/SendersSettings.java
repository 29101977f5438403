package com.khaosbridge.activities.settings;

import com.khaosbridge.activities.sending.AddressClaims;
import com.khaosbridge.activities.sending.SenderSettings;
import java.time.Duration;
import org.apache.commons.validator.routines.DomainValidator;
import org.jspecify.annotations.Nullable;

/**
 * How senders behave; what is missing is as in production.
 *
 * @param spareAddressDomain where contacts go that give up an address that is somebody else's now
 */
public record SendersSettings(
    @Nullable Duration linger,
    @Nullable Duration salesWindow,
    @Nullable Duration idlePoll,
    @Nullable Duration outagePause,
    @Nullable String spareAddressDomain) {
  public SendersSettings {
    if (spareAddressDomain != null && !DomainValidator.getInstance().isValid(spareAddressDomain)) {
      throw new IllegalArgumentException(
          "khaos-bridge.senders.spare-address-domain must be a domain of the internet, such as "
              + AddressClaims.STANDARD_SPARE_DOMAIN
              + ", is '"
              + spareAddressDomain
              + "'");
    }
  }

  SenderSettings toSettings() {
    SenderSettings standard = SenderSettings.standard();
    return new SenderSettings(
        linger == null ? standard.linger() : linger,
        salesWindow == null ? standard.salesWindow() : salesWindow,
        idlePoll == null ? standard.idlePoll() : idlePoll,
        outagePause == null ? standard.outagePause() : outagePause);
  }
}
