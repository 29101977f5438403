package com.khaosbridge.starter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.activities.keys.PayloadKeyset;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KeysCommandTest {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();

  @Test
  void aKeysetIsMadeRotatedAndListedWithoutItsSecrets() throws Exception {
    Path file = directory.resolve("keyset.json");

    assertThat(run("new", file)).isZero();
    PayloadKeyset made = PayloadKeyset.read(file);
    assertThat(run("rotate", file)).isZero();
    out.getBuffer().setLength(0);
    assertThat(run("list", file)).isZero();

    PayloadKeyset rotated = PayloadKeyset.read(file);
    assertThat(rotated.primary()).isEqualTo(made.keys().get(1).id());
    assertThat(out.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(made.primary()).endsWith(" decrypts"),
            line ->
                assertThat(line).startsWith(rotated.primary()).endsWith(" encrypts and decrypts"),
            line ->
                assertThat(line)
                    .startsWith(rotated.keys().get(2).id())
                    .endsWith("encrypts after the next rotation"));
  }

  @Test
  void aKeysetThatIsThereIsNotMadeAgain() throws Exception {
    Path file = directory.resolve("keyset.json");
    run("new", file);
    PayloadKeyset made = PayloadKeyset.read(file);

    assertThat(run("new", file)).isEqualTo(3);

    assertThat(out.toString()).contains("is there already");
    assertThat(PayloadKeyset.read(file).keys()).isEqualTo(made.keys());
  }

  private int run(String command, Path file) {
    return new CommandLine(new KeysCommand())
        .setOut(new PrintWriter(out, true))
        .execute(command, file.toString());
  }
}
