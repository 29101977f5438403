package com.khaosbridge.sandbox.retail;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

/** The expected times were computed with another language from the same formulas. */
class OrderStoryTest {

  @Test
  void anOrderThatIsIssuedFirstShipsLater() {
    OrderStory story = story("537202", "2010-12-05T14:25:00");

    assertThat(story.path()).isEqualTo(OrderStory.Path.ISSUE_THEN_SHIP);
    assertThat(story.issued()).isEqualTo(Instant.parse("2010-12-05T16:18:01Z"));
    assertThat(story.shipped()).isEqualTo(Instant.parse("2010-12-05T17:21:20Z"));
    assertThat(story.end()).isEqualTo(story.shipped());
    assertThat(story.consignment()).isEqualTo("CN537202");
    assertThat(story.courier()).isEqualTo(OrderStory.Courier.DPD);
  }

  @Test
  void anOrderThatShipsFirstIsIssuedLater() {
    OrderStory story = story("536366", "2010-12-01T08:28:00");

    assertThat(story.path()).isEqualTo(OrderStory.Path.SHIP_THEN_ISSUE);
    assertThat(story.shipped()).isEqualTo(Instant.parse("2010-12-01T17:20:33Z"));
    assertThat(story.issued()).isEqualTo(Instant.parse("2010-12-01T20:12:14Z"));
    assertThat(story.end()).isEqualTo(story.issued());
    assertThat(story.courier()).isEqualTo(OrderStory.Courier.RM);
  }

  @Test
  void aStuckOrderNeverShipsButIsIssued() {
    OrderStory issuedFirst = story("536365", "2010-12-01T08:26:00");
    OrderStory shipsFirst = story("536611", "2010-12-02T09:43:00");

    assertThat(issuedFirst.shipped()).isNull();
    assertThat(issuedFirst.issued()).isEqualTo(Instant.parse("2010-12-01T09:50:30Z"));
    assertThat(shipsFirst.shipped()).isNull();
    assertThat(shipsFirst.issued()).isEqualTo(Instant.parse("2010-12-03T11:43:00Z"));
  }

  @Test
  void theHourThatComesTwiceIsTheEarlierOne() {
    assertThat(UkTime.instant(LocalDateTime.parse("2011-10-30T01:30:00")))
        .isEqualTo(Instant.parse("2011-10-30T00:30:00Z"));
    assertThat(UkTime.text(Instant.parse("2011-10-30T00:30:00Z"))).isEqualTo("2011-10-30T01:30:00");
    assertThat(UkTime.instant(LocalDateTime.parse("2011-06-29T00:00:00")))
        .isEqualTo(Instant.parse("2011-06-28T23:00:00Z"));
  }

  private static OrderStory story(String number, String placed) {
    DocumentLine line = new DocumentLine("A", "MUG", 1, "1.0");
    Document document =
        new Document(
            number,
            Document.Kind.INVOICE,
            LocalDateTime.parse(placed),
            "17850",
            "United Kingdom",
            1,
            1,
            line.amount(),
            BigDecimal.ZERO);
    return OrderStory.of(document, new Invention(1));
  }
}
