package com.khaosbridge.activities.emarsys;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.destination.AddressClaim;
import com.khaosbridge.activities.emarsys.ContactLookup.Seen;
import com.khaosbridge.workflows.delivery.Consent;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContactMatchTest {
  private static final Seen FREE = new Seen("1", "", Consent.OPTED_OUT);
  private static final Seen OURS = new Seen("2", "main:1", Consent.OPTED_IN);
  private static final Seen OTHERS = new Seen("3", "main:9", Consent.UNKNOWN);

  @Test
  void nobodyIsAbsent() {
    assertThat(match(Set.of(), Set.of())).isInstanceOf(ContactMatch.Absent.class);
  }

  @Test
  void oneWithoutOurIdIsAdopted() {
    assertThat(match(Set.of(), Set.of(FREE)))
        .isEqualTo(new ContactMatch.Existing("1", Consent.OPTED_OUT));
  }

  @Test
  void oneWithThePersonsIdIsThePersonsWhateverItsAddress() {
    assertThat(match(Set.of(OURS), Set.of()))
        .isEqualTo(new ContactMatch.Existing("2", Consent.OPTED_IN));
    assertThat(match(Set.of(OURS), Set.of(OURS)))
        .isEqualTo(new ContactMatch.Existing("2", Consent.OPTED_IN));
  }

  @Test
  void severalAreForAPerson() {
    assertThat(cause(Set.of(OURS), Set.of(FREE))).isEqualTo("several contacts with this e-mail");
    assertThat(cause(Set.of(), Set.of(FREE, new Seen("4", "", Consent.UNKNOWN))))
        .isEqualTo("several contacts with this e-mail");
    assertThat(cause(Set.of(OURS, new Seen("4", "main:1", Consent.UNKNOWN)), Set.of()))
        .isEqualTo("several contacts of this person");
  }

  @Test
  void oneOfAnotherPersonIsNeverTaken() {
    assertThat(cause(Set.of(), Set.of(OTHERS))).isEqualTo("contact of another person");
    assertThat(cause(Set.of(OURS), Set.of(OURS, OTHERS))).isEqualTo("contact of another person");
  }

  @Test
  void oneWithAnIdByWhichThePersonWentIsThePersons() {
    assertThat(match(Set.of(), Set.of(new Seen("4", "main:7", Consent.OPTED_IN))))
        .isEqualTo(new ContactMatch.Existing("4", Consent.OPTED_IN));
  }

  private static ContactMatch match(Set<Seen> byPerson, Set<Seen> byEmail) {
    return ContactMatch.of(
        new AddressClaim("main:1", Set.of("main:7"), false, "example.com"), byPerson, byEmail);
  }

  private static String cause(Set<Seen> byPerson, Set<Seen> byEmail) {
    return ((ContactMatch.Conflict) match(byPerson, byEmail)).verdict().cause();
  }
}
