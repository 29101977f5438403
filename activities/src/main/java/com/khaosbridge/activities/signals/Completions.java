package com.khaosbridge.activities.signals;

import com.khaosbridge.activities.ledger.outbox.Settlement.Completion;
import io.temporal.client.ActivityCompletionClient;
import io.temporal.client.ActivityCompletionException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells waiting activities the outcome of their delivery. */
public final class Completions {
  private static final Logger LOG = LoggerFactory.getLogger(Completions.class);

  private final ActivityCompletionClient client;

  public Completions(ActivityCompletionClient client) {
    this.client = client;
  }

  public void tell(List<Completion> outcomes) {
    for (Completion told : outcomes) {
      byte[] token = told.delivery().taskToken();
      if (token == null) {
        continue;
      }
      try {
        client.complete(token, told.outcome());
      } catch (ActivityCompletionException e) {
        LOG.info(
            "delivery {}: nobody waits for the outcome any more ({}); its next attempt finds it in"
                + " the ledger",
            told.delivery().id(),
            e.getClass().getSimpleName());
      }
    }
  }
}
