package com.khaosbridge.activities.reconciling;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.destination.ConsentThere;
import com.khaosbridge.activities.destination.ContactThere;
import com.khaosbridge.activities.khaos.soap.ErpPriority;
import com.khaosbridge.activities.ledger.KeyedHash;
import com.khaosbridge.activities.ledger.books.CustomersToRead;
import com.khaosbridge.activities.observing.ErpAndLedger;
import com.khaosbridge.activities.observing.KhaosFacts;
import com.khaosbridge.activities.sending.PersonsInErp;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.reconciliation.ExpectedPerson;
import com.khaosbridge.workflows.reconciliation.Standing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a comparison finds new in the ERP does not wait for its turn in the full list. */
class ProfilesTest {
  @TempDir Path journal;
  private ErpAndLedger bridge;
  private CustomersToRead toRead;
  private String urn;

  @BeforeEach
  void readSomebody() throws IOException {
    bridge = new ErpAndLedger(journal);
    toRead = bridge.lists.toRead();
    List<String> all = bridge.erp.companyCodesChangedSince(null, ErpPriority.HISTORY);
    bridge.customerSight.observe(all, bridge.businessTime.now(), ErpPriority.HISTORY, Lane.LIVE);
    urn =
        bridge
            .strings("select urn from customer where consent = 'OPTED_IN' order by urn limit 1")
            .get(0);
  }

  @AfterEach
  void stop() throws IOException {
    bridge.close();
  }

  @Test
  void aChangeThatNobodyRecordedIsReadByTheNextLookOfTheFullList() {
    bridge.change(urn, "{\"emailSubscribe\":\"0\",\"silent\":true}");

    assertThat(pending()).isEqualTo(1);

    assertThat(toRead.next(10)).containsExactly(urn);
    bridge.fullListPoll().once();
    assertThat(toRead.next(10)).isEmpty();
    assertThat(bridge.strings("select consent from customer where urn = '" + urn + "'"))
        .containsExactly("OPTED_OUT");
    assertThat(pending()).as("no news any more").isZero();
  }

  @Test
  void whoIsAsRecordedIsNotReadAgain() {
    assertThat(pending()).isZero();

    assertThat(toRead.next(10)).isEmpty();
  }

  /** Compares the one person's contact; gives how many persons the ERP has news of. */
  private long pending() {
    String person =
        bridge.strings("select person_id from customer where urn = '" + urn + "'").get(0);
    Map<String, ExpectedPerson> expected =
        Map.of(
            person,
            new ExpectedPerson(
                person,
                "7",
                true,
                Consent.OPTED_IN,
                Consent.OPTED_IN,
                false,
                Standing.EXPECTED,
                Standing.EXPECTED,
                false,
                List.of(urn)));
    ContactComparison contacts =
        new ContactComparison(
            ErpAndLedger.DESTINATION, expected, Map.of(), Map.of(), new KeyedHash(new byte[32]));
    contacts.see(
        new ContactThere(
            "7",
            person,
            "ann@example.com",
            ConsentThere.OPTED_IN,
            new ContactThere.Profile("Ann", null, null, null, urn, person),
            Map.of()));
    contacts.judge();
    new Profiles(
            new PersonsInErp(bridge.erp, bridge.persons),
            bridge.persons,
            toRead,
            new KhaosFacts(new KeyedHash(new byte[16])))
        .compare(expected, contacts);
    return contacts.pending();
  }
}
