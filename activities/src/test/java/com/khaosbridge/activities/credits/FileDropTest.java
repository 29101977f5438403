package com.khaosbridge.activities.credits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDropTest {
  private static final String REFUNDS = "refund_id,credit_id,paid,amount,currency\n";
  private static final String ONE_REFUND = REFUNDS + "R1,C1,2011-06-10T12:00:00,1.20,GBP\n";

  @TempDir private Path directory;

  @Test
  void exportsWaitByNameAndNothingElseDoes() throws IOException {
    settled("b.csv", ONE_REFUND);
    settled("a.CSV", ONE_REFUND);
    settled(".c.csv", ONE_REFUND);
    settled("d.csv.part", ONE_REFUND);
    Files.createDirectory(directory.resolve("e.csv"));
    Files.createSymbolicLink(directory.resolve("f.csv"), directory.resolve("b.csv"));

    assertThat(drop().waiting())
        .containsExactly(directory.resolve("a.CSV"), directory.resolve("b.csv"));
  }

  @Test
  void aFileWaitsUntilNobodyHasWrittenToItForTheSettleTime() throws IOException {
    Path file = settled("a.csv", ONE_REFUND);
    written(file, Duration.ofSeconds(30));

    assertThat(new FileDrop(directory, Duration.ofMinutes(1), CopyDatabase.LONDON).waiting())
        .isEmpty();
    assertThat(drop().waiting()).containsExactly(file);
  }

  @Test
  void aFileIsKnownByItsNameAndItsBytes() throws IOException {
    DroppedFile file = drop().read(settled("a.csv", ONE_REFUND));

    assertThat(file.name()).isEqualTo("a.csv");
    assertThat(file.sha256())
        .isEqualTo("f7c6caac6d1c5de86768f519d2336d900af6786736ece8f93f31a0819f303b7f");
    assertThat(file.usable()).isTrue();
    assertThat(file.refunds()).extracting(CreditRefund::refundId).containsExactly("R1");
  }

  @Test
  void aFileThatIsDoneIsMovedOnceHoweverOftenItIsSaid() throws IOException {
    FileDrop drop = drop();
    DroppedFile file = drop.read(settled("a.csv", ONE_REFUND));

    drop.done(file);
    drop.done(file);

    assertThat(drop.waiting()).isEmpty();
    assertThat(inside("done")).containsExactly("a.csv");
  }

  @Test
  void aMoveThatACrashCutShortIsFinished() throws IOException {
    FileDrop drop = drop();
    DroppedFile file = drop.read(settled("a.csv", ONE_REFUND));
    Files.createDirectory(directory.resolve("done"));
    Files.copy(directory.resolve("a.csv"), directory.resolve("done/a.csv"));

    drop.done(file);

    assertThat(drop.waiting()).isEmpty();
    assertThat(inside("done")).containsExactly("a.csv");
  }

  @Test
  void aNameThatIsUsedAgainLosesNoFile() throws IOException {
    FileDrop drop = drop();
    DroppedFile first = drop.read(settled("a.csv", ONE_REFUND));
    drop.done(first);
    for (int twice = 0; twice < 2; twice++) {
      DroppedFile second = drop.read(settled("a.csv", REFUNDS));
      drop.done(second);

      assertThat(inside("done")).containsExactlyInAnyOrder("a.csv", second.sha256() + "-a.csv");
    }
    assertThat(directory.resolve("done/a.csv")).hasContent(ONE_REFUND);
    assertThat(drop.waiting()).isEmpty();
  }

  @Test
  void aFileThatWasReplacedSinceItWasReadGoesOnWaiting() throws IOException {
    FileDrop drop = drop();
    DroppedFile read = drop.read(settled("a.csv", ONE_REFUND));
    Path replaced = settled("a.csv", REFUNDS);

    drop.done(read);
    drop.quarantine(read);

    assertThat(drop.waiting()).containsExactly(replaced);
  }

  @Test
  void anUnusableFileGoesIntoQuarantine() throws IOException {
    FileDrop drop = drop();
    DroppedFile file = drop.read(settled("a.csv", "credit_id;net\n"));
    assertThat(file.usable()).isFalse();

    drop.quarantine(file);
    drop.quarantine(file);

    assertThat(drop.waiting()).isEmpty();
    assertThat(inside("quarantine")).containsExactly("a.csv");
  }

  @Test
  void aFileThatIsTooLargeIsUnusable() throws IOException {
    Path file = directory.resolve("a.csv");
    Files.write(file, new byte[(16 << 20) + 1]);

    DroppedFile read = drop().read(file);

    assertThat(read.usable()).isFalse();
    assertThat(read.sha256()).hasSize(64);
    assertThat(read.problems())
        .containsExactly(
            new UnreadableCredit(
                "",
                "a.csv",
                "file",
                "more than 16777216 bytes",
                "it must be split into smaller ones"));
  }

  @Test
  void onlyFilesOfTheDropAreRead() throws IOException {
    Path elsewhere = Files.writeString(Files.createTempFile("elsewhere", ".csv"), ONE_REFUND);

    assertThatIllegalArgumentException().isThrownBy(() -> drop().read(elsewhere));
    Files.delete(elsewhere);
  }

  private FileDrop drop() {
    return new FileDrop(directory, CopyDatabase.LONDON);
  }

  private Path settled(String name, String content) throws IOException {
    Path file = Files.writeString(directory.resolve(name), content, StandardCharsets.UTF_8);
    written(file, Duration.ofSeconds(10));
    return file;
  }

  private static void written(Path file, Duration ago) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
  }

  private List<String> inside(String folder) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(folder))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
