package com.khaosbridge.activities.credits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DroppedCreditsTest {
  private static final String NOTES =
      "credit_id,credit_code,company_id,order_code,issued,currency,reason,line_no,stock_code,"
          + "description,quantity,net,vat,delivery\n";
  private static final String GOOD =
      "C1,CN1,12345,SO1001,2011-06-10T12:00:00,GBP,,1,85123A,holder,1,10.00,2.00,false\n";
  private static final String BAD =
      "C2,CN2,12345,SO1001,2011-06-10T12:00:00,GBP,,1,85123A,holder,1,ten,2.00,false\n";
  private static final String REFUNDS =
      "refund_id,credit_id,paid,amount,currency\nR1,C1,2011-06-10T12:00:00,1.20,GBP\n";

  @TempDir private Path directory;
  private DroppedCredits dropped;

  @BeforeEach
  void open() {
    dropped =
        new DroppedCredits(new FileDrop(directory, Duration.ofMillis(-1), CopyDatabase.LONDON));
  }

  @Test
  void aFileIsDoneOnceItsRecordsWereTaken() throws IOException {
    drop("a.csv", NOTES + GOOD);
    drop("b.csv", REFUNDS);

    TakenFromDrop taken = TakenFromDrop.all(dropped);
    TakenFromDrop again = TakenFromDrop.all(dropped);

    assertThat(taken.notes).containsExactly("C1");
    assertThat(taken.refunds).containsExactly("R1");
    assertThat(again.notes).isEmpty();
    assertThat(again.refunds).isEmpty();
    assertThat(inside("done")).containsExactly("a.csv", "b.csv");
  }

  @Test
  void aFileWhoseRecordsCouldNotBeTakenIsReadAgain() throws IOException {
    drop("a.csv", NOTES + GOOD);

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                dropped.read(
                    null,
                    new TakenFromDrop() {
                      @Override
                      public void creditNotes(List<CreditNote> some) {
                        throw new IllegalStateException("the ledger is away");
                      }
                    }));

    assertThat(TakenFromDrop.all(dropped).notes).containsExactly("C1");
  }

  @Test
  void aFileWithABadRecordGoesIntoQuarantineAndItsGoodOnesAreTaken() throws IOException {
    drop("a.csv", NOTES + GOOD + BAD);

    TakenFromDrop taken = TakenFromDrop.all(dropped);

    assertThat(taken.notes).containsExactly("C1");
    assertThat(taken.unreadable).containsExactly("note C2");
    assertThat(inside("quarantine")).containsExactly("a.csv");
  }

  @Test
  void aFileOfRefundsIsOneThoughNoneOfThemCanBeReadOrAColumnIsMissing() throws IOException {
    drop("a.csv", REFUNDS.replace("1.20", "much"));
    drop("b.csv", "refund_id,credit_id,paid,currency\n");

    assertThat(TakenFromDrop.all(dropped).unreadable).containsExactly("refund R1", "refund ");
    assertThat(inside("quarantine")).containsExactly("a.csv", "b.csv");
  }

  private void drop(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  private List<String> inside(String folder) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
