package com.khaosbridge.activities.credits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LateCopyTest {
  private final CopyDatabase database = new CopyDatabase();

  @Test
  void aCopyThatIsAwayAtTheStartIsReadOnceItIsThere() {
    database.credit("C1", "2011-06-10T12:00:00");
    database.acceptConnections(false);

    try (LateCopy copy = open(NamedQueries.standard())) {
      assertThatExceptionOfType(ReportingCopyException.class)
          .isThrownBy(() -> Taken.creditNotes(copy, null));
      database.acceptConnections(true);

      assertThat(Taken.creditNotes(copy, null).ids()).containsExactly("C1");
      assertThat(Taken.refunds(copy, null).count()).isZero();
    }
  }

  @Test
  void aCopyThatIsThereAndAnswersWronglyIsRefusedAtOnce() {
    NamedQueries noRefunds =
        NamedQueries.parse(
            "-- name: credit-notes\nselect 1 where :changedSince is not null order by 1");

    assertThatIllegalArgumentException().isThrownBy(() -> open(noRefunds));
  }

  private LateCopy open(NamedQueries queries) {
    return LateCopy.open(database.settings(), queries, CopyDatabase.LONDON);
  }
}
