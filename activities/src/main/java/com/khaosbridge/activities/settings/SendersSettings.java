package com.khaosbridge.activities.settings;

import com.khaosbridge.activities.sending.SenderSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How senders behave; what is missing is as in production. */
public record SendersSettings(
    @Nullable Duration linger,
    @Nullable Duration salesWindow,
    @Nullable Duration idlePoll,
    @Nullable Duration outagePause) {

  SenderSettings toSettings() {
    SenderSettings standard = SenderSettings.standard();
    return new SenderSettings(
        linger == null ? standard.linger() : linger,
        salesWindow == null ? standard.salesWindow() : salesWindow,
        idlePoll == null ? standard.idlePoll() : idlePoll,
        outagePause == null ? standard.outagePause() : outagePause);
  }
}
