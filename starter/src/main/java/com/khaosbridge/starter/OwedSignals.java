package com.khaosbridge.starter;

import com.khaosbridge.activities.signals.SignalDispatcher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends the signals that a worker could not send, because the Temporal server was away or the
 * worker died.
 */
@Component
class OwedSignals {
  private final SignalDispatcher signals;

  OwedSignals(SignalDispatcher signals) {
    this.signals = signals;
  }

  @Scheduled(fixedDelay = 5000)
  void send() {
    signals.flush();
  }
}
