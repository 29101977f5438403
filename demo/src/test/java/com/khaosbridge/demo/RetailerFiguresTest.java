package com.khaosbridge.demo;

import static com.khaosbridge.demo.Fixture.customer;
import static com.khaosbridge.demo.Fixture.emarsys;
import static com.khaosbridge.demo.Fixture.emarsysBefore;
import static com.khaosbridge.demo.Fixture.lines;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetailerFiguresTest {
  private static final String WRITTEN = ",'seeded':'adoptable','writes':2";
  private static final Lines NOBODY = lines();

  @Test
  void aContactThatWasThereAndBearsOurIdIsAdopted() throws IOException {
    Lines before =
        lines(
            emarsysBefore(1, "a@example.com", "1", "adoptable"),
            emarsysBefore(2, "b@example.com", "1", "adoptable"));
    Lines after =
        lines(
            emarsys(1, "11", "a@example.com", "1", WRITTEN),
            emarsysBefore(2, "b@example.com", "1", "adoptable"));

    assertThat(
            figures(
                lines(
                    customer("11", "11", "A@example.com", "OPTED_IN"),
                    customer("12", "12", "b@example.com", "OPTED_IN")),
                before,
                after))
        .containsEntry("adopted", 1L)
        .containsEntry("personsWithTwoContacts", 0L)
        .containsEntry("wronglyOptedIn", 0L);
  }

  @Test
  void aSecondContactOfAPersonCountsWhetherByIdOrByAddress() throws IOException {
    Lines truth =
        lines(
            customer("11", "11", "a@example.com", "OPTED_IN"),
            customer("91", "11", "a@example.com", "OPTED_IN"));
    Lines after =
        lines(
            emarsys(1, "", "a@example.com", "1", ",'seeded':'adoptable','writes':0"),
            emarsys(2, "91", "a@example.com", "1", ""));

    assertThat(figures(truth, NOBODY, after)).containsEntry("personsWithTwoContacts", 1L);
  }

  @Test
  void contactsOfOthersAreTouchedIfWrittenOrGone() throws IOException {
    Lines before =
        lines(
            emarsysBefore(1, "n1@native.example", "1", "native"),
            emarsysBefore(2, "n2@native.example", "1", "native"),
            emarsysBefore(3, "n3@native.example", "1", "native"));
    Lines after =
        lines(
            emarsysBefore(1, "n1@native.example", "1", "native"),
            emarsys(2, "", "n2@native.example", "1", ",'seeded':'native','writes':1"));

    assertThat(figures(NOBODY, before, after))
        .containsEntry("nativeTouched", 2L)
        .containsEntry("wronglyOptedIn", 0L);
  }

  @Test
  void anOptInAgainstTheErpIsWrongAlsoAtAContactThatNobodyTookOver() throws IOException {
    Lines truth =
        lines(
            customer("11", "11", "a@example.com", "OPTED_IN"),
            customer("91", "11", "a@example.com", "OPTED_OUT"),
            customer("12", "12", "b@example.com", "OPTED_OUT"),
            customer("13", "13", "c@example.com", "UNKNOWN"));
    Lines before = lines(emarsysBefore(2, "b@example.com", "1", "adoptable"));
    Lines after =
        lines(
            emarsys(1, "11", "a@example.com", "1", ""),
            emarsysBefore(2, "b@example.com", "1", "adoptable"),
            emarsys(3, "13", "c@example.com", "1", ""));

    assertThat(figures(truth, before, after)).containsEntry("wronglyOptedIn", 3L);
  }

  @Test
  void whoWasOptedInBeforeAndIsUnknownInTheErpIsLeftAsBeforeNotOptedIn() throws IOException {
    Lines before = lines(emarsysBefore(1, "a@example.com", "1", "adoptable"));

    assertThat(
            figures(
                lines(customer("11", "11", "a@example.com", "UNKNOWN")),
                before,
                lines(emarsys(1, "11", "a@example.com", "1", WRITTEN))))
        .containsEntry("wronglyOptedIn", 0L)
        .containsEntry("unknownAsBefore", 1L);
  }

  @Test
  void whoOptedOutThereIsOptedInWronglyUnlessTheErpTurnedToItLater() throws IOException {
    String customer = customer("11", "11", "a@example.com", "OPTED_IN");
    Lines before = lines(emarsysBefore(1, "a@example.com", "2", "adoptable"));
    Lines after = lines(emarsys(1, "11", "a@example.com", "1", WRITTEN));

    assertThat(figures(lines(customer), before, after)).containsEntry("wronglyOptedIn", 1L);
    assertThat(
            figures(
                lines(
                    customer,
                    "{'type':'consentFlip','customer':'11','side':'khaos','to':'OPTED_IN'}"),
                before,
                after))
        .containsEntry("wronglyOptedIn", 0L);
  }

  private static Map<String, Long> figures(Lines truth, Lines before, Lines after)
      throws IOException {
    ContactsBefore contacts = ContactsBefore.atEmarsys(before);
    RetailerFigures figures = new RetailerFigures(Truth.read(truth));
    figures.add(StandInFigures.ofEmarsys(after, contacts).contactsThere(), contacts, 0);
    return figures.byName();
  }
}
