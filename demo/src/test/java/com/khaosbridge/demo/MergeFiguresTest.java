package com.khaosbridge.demo;

import static com.khaosbridge.demo.Fixture.customer;
import static com.khaosbridge.demo.Fixture.dotdigital;
import static com.khaosbridge.demo.Fixture.emarsys;
import static com.khaosbridge.demo.Fixture.lines;
import static com.khaosbridge.demo.Fixture.merged;
import static com.khaosbridge.demo.Fixture.order;
import static com.khaosbridge.demo.Fixture.salesRow;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MergeFiguresTest {
  /** Customer 11 was merged into 12, who owns the order of both. */
  private static final Lines MERGED =
      lines(
          merged("11", "12", "a@example.com"),
          customer("12", "12", "b@example.com", "OPTED_IN"),
          "{'type':'merge','from':'11','into':'12','person':'12'}",
          Fixture.invoice("SO1", "U12"));

  @Test
  void aLosersContactThatCanBeMailedIsADuplicate() throws IOException {
    assertThat(
            atDotdigital(
                dotdigital(1, "11", "a@example.com", "subscribed"),
                dotdigital(2, "12", "b@example.com", "subscribed"),
                order("SO1", 1)))
        .containsEntry("performed", 0L)
        .containsEntry("liveDuplicates", 1L)
        .containsEntry("historyLost", 1L)
        .containsEntry("historyDoubled", 0L);
  }

  @Test
  void ordersUnderTheContactThatIsLeftOverAreLost() throws IOException {
    assertThat(
            atDotdigital(
                dotdigital(1, "11", "a@example.com", "unsubscribed"),
                dotdigital(2, "12", "b@example.com", "subscribed"),
                order("SO1", 1)))
        .containsEntry("performed", 1L)
        .containsEntry("liveDuplicates", 0L)
        .containsEntry("historyLost", 1L);
  }

  @Test
  void aMergeIsPerformedIfTheLoserIsOptedOutOrGoneAndTheSurvivorIsThere() throws IOException {
    assertThat(
            atDotdigital(
                dotdigital(1, "11", "a@example.com", "unsubscribed"),
                dotdigital(2, "12", "b@example.com", "subscribed"),
                order("SO1", 2)))
        .containsEntry("performed", 1L)
        .containsEntry("liveDuplicates", 0L)
        .containsEntry("historyLost", 0L);
    assertThat(atDotdigital(dotdigital(2, "12", "b@example.com", "subscribed"), order("SO1", 2)))
        .containsEntry("performed", 1L);
    assertThat(atDotdigital()).containsEntry("performed", 0L);
  }

  @Test
  void theSurvivorMayBearTheLosersId() throws IOException {
    assertThat(atDotdigital(dotdigital(1, "11", "b@example.com", "subscribed"), order("SO1", 1)))
        .containsEntry("performed", 1L)
        .containsEntry("historyLost", 0L);
  }

  @Test
  void anOrderThatWentWithADeletedContactIsLostUnlessItIsHeld() throws IOException {
    String survivor = dotdigital(2, "12", "b@example.com", "subscribed");

    assertThat(atDotdigital(survivor)).containsEntry("historyLost", 1L);
    assertThat(atDotdigital(Set.of("SO1"), survivor)).containsEntry("historyLost", 0L);
  }

  @Test
  void anOrderUnderTwoContactsIsDoubled() throws IOException {
    assertThat(
            atDotdigital(
                dotdigital(1, "11", "a@example.com", "unsubscribed"),
                dotdigital(2, "12", "b@example.com", "subscribed"),
                order("SO1", 1),
                order("SO1", 2)))
        .containsEntry("historyDoubled", 1L)
        .containsEntry("historyLost", 0L);
  }

  @Test
  void salesRowsUnderAnotherThanTheLiveContactCountButWhatWasGivenBackDoublesNoOrder()
      throws IOException {
    MergeFigures figures = new MergeFigures(Truth.read(MERGED), 3);
    figures.addWithRows(
        StandInFigures.ofEmarsys(
            lines(
                emarsys(1, "11", "a@example.com", "2", ""),
                emarsys(2, "12", "b@example.com", "1", ""),
                salesRow("SO1", "11", 2),
                salesRow("SO1", "11", 1),
                salesRow("SO1", "12", -1)),
            new ContactsBefore()));

    assertThat(figures.byName())
        .containsEntry("unmovableRows", 2L)
        .containsEntry("historyDoubled", 0L)
        .containsEntry("awaitingDecision", 3L);
  }

  private static Map<String, Long> atDotdigital(String... state) throws IOException {
    return atDotdigital(Set.of(), state);
  }

  private static Map<String, Long> atDotdigital(Set<String> held, String... state)
      throws IOException {
    MergeFigures figures = new MergeFigures(Truth.read(MERGED), 0);
    figures.addWithRecords(StandInFigures.ofDotdigital(lines(state), new ContactsBefore()), held);
    return figures.byName();
  }
}
