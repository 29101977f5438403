package com.khaosbridge.activities.sending;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.outbox.Admitted;
import com.khaosbridge.activities.observing.ErpAndLedger;
import com.khaosbridge.workflows.delivery.Lane;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A delivery goes on even if Temporal never gives its task to anyone. */
class StragglersTest {
  private static final String CONTACTS = "select id::text from delivery where kind = 'CONTACT'";

  @TempDir Path journal;
  private final List<String> wakes = new ArrayList<>();
  private ErpAndLedger bridge;
  private Stragglers stragglers;

  @BeforeEach
  void start() throws Exception {
    bridge = new ErpAndLedger(journal);
    stragglers =
        new Stragglers(bridge.outbox, bridge.businessTime, () -> wakes.add("senders look again"));
  }

  @AfterEach
  void stop() throws Exception {
    stragglers.end();
    bridge.close();
  }

  private List<String> contacts(Lane lane) {
    List<String> urns =
        bridge.erp.companyCodesChangedSince(null, ErpPriority.HISTORY).stream().limit(8).toList();
    bridge.customerSight.observe(urns, bridge.businessTime.now(), ErpPriority.HISTORY, lane);
    return bridge.strings(CONTACTS + " and status = 'PLANNED'");
  }

  @Test
  void takesUpLiveDeliveriesThatNoActivityTookUpInTime() {
    List<String> planned = contacts(Lane.LIVE);

    stragglers.takeUp(Duration.ZERO);

    assertThat(bridge.strings(CONTACTS + " and status = 'READY'"))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(planned);
    assertThat(wakes).hasSize(1);
  }

  @Test
  void leavesTheActivityItsTime() {
    List<String> planned = contacts(Lane.LIVE);

    stragglers.takeUp(Duration.ofMinutes(1));

    assertThat(bridge.strings(CONTACTS + " and status = 'PLANNED'"))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(planned);
    assertThat(wakes).isEmpty();
  }

  @Test
  void leavesHistoryToTheBackfill() {
    List<String> planned = contacts(Lane.HISTORY);

    stragglers.takeUp(Duration.ZERO);

    assertThat(bridge.strings(CONTACTS + " and status = 'PLANNED'"))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(planned);
  }

  @Test
  void anActivityThatComesLateWaitsForTheOutcomeAllTheSame() {
    String late = contacts(Lane.LIVE).get(0);
    stragglers.takeUp(Duration.ZERO);

    Admitted admitted =
        bridge.outbox.enqueue(
            Long.parseLong(late), late.getBytes(StandardCharsets.UTF_8), bridge.businessTime.now());

    assertThat(admitted).isEqualTo(Admitted.WAITS);
    assertThat(bridge.strings(CONTACTS + " and task_token is not null")).containsExactly(late);
  }
}
