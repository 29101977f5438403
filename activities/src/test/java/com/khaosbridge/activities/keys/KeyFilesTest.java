package com.khaosbridge.activities.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.khaosbridge.activities.keys.PayloadKeyset.Key;
import com.khaosbridge.activities.keys.PayloadKeyset.Role;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFilesTest {
  @TempDir Path directory;

  @Test
  void theHashKeyIsMadeOnceAndReadEverAfter() throws IOException {
    Path file = directory.resolve("new").resolve("keys.properties");

    byte[] made = HashKey.readOrCreate(file).bytes();

    assertThat(made).hasSize(32);
    assertThat(HashKey.readOrCreate(file).bytes()).isEqualTo(made);
    assertThat(HashKey.readOrCreate(directory.resolve("other")).bytes()).isNotEqualTo(made);
    onlyItsOwnerMayRead(file);
  }

  @Test
  void aFileWithoutAHashKeyIsRefusedByTheEntrysName() throws IOException {
    Path file = Files.writeString(directory.resolve("keys.properties"), "hash.key=c2hvcnQ=\n");

    assertThatThrownBy(() -> HashKey.readOrCreate(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hash.key")
        .hasMessageNotContaining("c2hvcnQ=");
  }

  @Test
  void aNewKeysetEncryptsWithOneKeyAndHasTheNextReady() {
    List<Key> keys = PayloadKeyset.create().keys();

    assertThat(keys).extracting(Key::role).containsExactly(Role.ENCRYPTS, Role.NEXT);
    assertThat(keys).extracting(Key::id).doesNotHaveDuplicates();
  }

  @Test
  void aRotationGoesToTheKeyThatWasReadyAndKeepsAllOthers() {
    PayloadKeyset before = PayloadKeyset.create();

    PayloadKeyset after = before.rotated().rotated();

    assertThat(after.keys())
        .extracting(Key::role)
        .containsExactly(Role.DECRYPTS, Role.DECRYPTS, Role.ENCRYPTS, Role.NEXT);
    assertThat(after.keys().subList(0, 2))
        .extracting(Key::id)
        .containsExactly(before.keys().get(0).id(), before.keys().get(1).id());
  }

  @Test
  void aKeysetIsNeverOverwrittenByANewOneAndOnlyItsOwnerMayReadIt() throws IOException {
    Path file = directory.resolve("keyset.json");
    PayloadKeyset kept = PayloadKeyset.create();
    kept.create(file);

    assertThatThrownBy(() -> PayloadKeyset.create().create(file))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(PayloadKeyset.read(file).keys()).isEqualTo(kept.keys());
    onlyItsOwnerMayRead(file);

    kept.rotated().replace(file);

    assertThat(PayloadKeyset.read(file).keys()).hasSize(3);
    onlyItsOwnerMayRead(file);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  private static void onlyItsOwnerMayRead(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }
}
