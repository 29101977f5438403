package com.khaosbridge.demo;

import static com.khaosbridge.demo.Fixture.dotdigital;
import static com.khaosbridge.demo.Fixture.lines;
import static com.khaosbridge.demo.Fixture.may;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConsentFiguresTest {
  private static final Lines MAY = lines(may("11", "a@example.com", true));
  private static final Lines MAY_NOT =
      lines(
          may("11", "a@example.com", false),
          "{'type':'consentFlip','customer':'11','side':'dotdigital','to':'OPTED_OUT'}");

  @Test
  void whoMayNotBeOptedInIsWrongIfOptedInAndElseOptedOutThere() throws IOException {
    assertThat(figures(MAY_NOT, Set.of(), dotdigital(1, "11", "a@example.com", "subscribed")))
        .containsEntry("wronglyOptedIn", 1L)
        .containsEntry("optedOutAtDestination", 0L);
    assertThat(figures(MAY_NOT, Set.of(), dotdigital(1, "11", "a@example.com", "unsubscribed")))
        .containsEntry("wronglyOptedIn", 0L)
        .containsEntry("wronglyOptedOut", 0L)
        .containsEntry("optedOutAtDestination", 1L);
  }

  @Test
  void whoMayBeOptedInIsWrongIfOptedOutWithoutAReason() throws IOException {
    String out = dotdigital(1, "11", "a@example.com", "unsubscribed");

    assertThat(figures(MAY, Set.of(), out)).containsEntry("wronglyOptedOut", 1L);
    assertThat(figures(MAY, Set.of("11"), out))
        .containsEntry("wronglyOptedOut", 0L)
        .containsEntry("held", 1L);
  }

  @Test
  void whoWasAskedComplainedOrLeftAContactBehindIsNotWronglyOptedOut() throws IOException {
    assertThat(figures(MAY, Set.of(), dotdigital(1, "11", "a@example.com", "pendingOptIn")))
        .containsEntry("wronglyOptedOut", 0L)
        .containsEntry("awaitingPerson", 1L);
    assertThat(figures(MAY, Set.of(), dotdigital(1, "11", "a@example.com", "ispComplained")))
        .containsEntry("wronglyOptedOut", 0L);
    assertThat(
            figures(
                MAY,
                Set.of(),
                dotdigital(1, "11", "old@example.com", "unsubscribed"),
                dotdigital(2, "11", "a@example.com", "subscribed")))
        .containsEntry("wronglyOptedOut", 0L);
  }

  @Test
  void aContactWithAnIdOfOursThatTheErpDoesNotKnowIsWronglyOptedIn() throws IOException {
    assertThat(figures(MAY, Set.of(), dotdigital(1, "77", "x@example.com", "subscribed")))
        .containsEntry("wronglyOptedIn", 1L);
  }

  private static Map<String, Long> figures(Lines truth, Set<String> held, String... state)
      throws IOException {
    ConsentFigures figures = new ConsentFigures(Truth.read(truth));
    figures.add(
        "dotdigital", StandInFigures.ofDotdigital(lines(state), new ContactsBefore()), held);
    return figures.byName();
  }
}
