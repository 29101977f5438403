package com.khaosbridge.activities.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.delivery.DeliveryState;
import com.khaosbridge.workflows.delivery.DeliveryStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Where deliveries stand is written by one class, and statuses are spelt by their enum. */
class OneOwnerOfARowTest {
  private static final Path ACTIVITIES = Path.of("src/main/java");
  private static final String OWNER = "Deliveries.java";
  private static final String MONEY = "DeliveryMoney.java";

  private static final Pattern WRITES =
      Pattern.compile("(insert\\s+into|update|delete\\s+from)\\s+delivery\\b");

  private static final Pattern SETS_STATUS = Pattern.compile("\\bstatus\\s*=");

  private static final Pattern SPELT =
      Pattern.compile(
          Stream.concat(
                  Arrays.stream(DeliveryStatus.values()).map(Enum::name),
                  Arrays.stream(DeliveryState.values()).map(Enum::name))
              .distinct()
              .collect(Collectors.joining("|", "'(", ")'")));

  @Test
  void oneClassWritesWhereDeliveriesStandAndAnotherTheirMoney() {
    assertThat(filesWith(WRITES)).containsExactly(OWNER, MONEY);
    assertThat(
            sources()
                .filter(file -> file.endsWith(MONEY))
                .filter(file -> SETS_STATUS.matcher(withoutComments(file)).find()))
        .isEmpty();
  }

  @Test
  void noSqlSpellsAStatus() {
    assertThat(filesWith(SPELT)).isEmpty();
  }

  private static List<String> filesWith(Pattern pattern) {
    return sources()
        .filter(file -> pattern.matcher(withoutComments(file)).find())
        .map(file -> file.getFileName().toString())
        .sorted()
        .toList();
  }

  private static Stream<Path> sources() {
    Path modules = Path.of("..");
    return Stream.of(
            ACTIVITIES,
            modules.resolve("worker/src/main/java"),
            modules.resolve("starter/src/main/java"),
            modules.resolve("demo/src/main/java"))
        .filter(Files::isDirectory)
        .flatMap(OneOwnerOfARowTest::javaFilesIn);
  }

  private static Stream<Path> javaFilesIn(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Also joins the parts of a text that is written over several lines. */
  private static String withoutComments(Path file) {
    try {
      return Files.readString(file)
          .replaceAll("(?s)/\\*.*?\\*/", "")
          .replaceAll("//[^\\n]*", "")
          .replaceAll("\"\\s*\\+\\s*\"", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
