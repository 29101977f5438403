package com.khaosbridge.activities.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ApplicationFailure;
import io.temporal.payload.codec.PayloadCodecException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowPayloadsTest {
  private static final Order ORDER = new Order("khaos", "SO536365");

  @TempDir Path directory;

  record Order(String source, String code) {}

  @Test
  void payloadsArePlainJsonByDefault() {
    Payload payload = write(WorkflowPayloads.converter(EncryptionSettings.off()), ORDER);

    assertThat(encoding(payload)).isEqualTo("json/plain");
    assertThat(payload.getData().toStringUtf8())
        .isEqualTo("{\"source\":\"khaos\",\"code\":\"SO536365\"}");
    assertThat(read(WorkflowPayloads.converter(EncryptionSettings.off()), payload))
        .isEqualTo(ORDER);
  }

  @Test
  void anEncryptedPayloadShowsNothingAndIsReadAgain() throws IOException {
    DataConverter converter = WorkflowPayloads.converter(on(keyset("a")));

    Payload payload = write(converter, ORDER);

    assertThat(encoding(payload)).isEqualTo("binary/encrypted");
    assertThat(payload.toString()).doesNotContain("SO536365");
    assertThat(read(converter, payload)).isEqualTo(ORDER);
  }

  @Test
  void theSamePayloadTwiceDoesNotLookTheSame() throws IOException {
    DataConverter converter = WorkflowPayloads.converter(on(keyset("a")));

    assertThat(write(converter, ORDER).getData()).isNotEqualTo(write(converter, ORDER).getData());
  }

  @Test
  void whatFailuresSayIsEncryptedWithPayloadsAndPlainWithout() throws IOException {
    RuntimeException failure = ApplicationFailure.newFailure("stuck at SO536365", "Stuck");
    DataConverter encrypting = WorkflowPayloads.converter(on(keyset("a")));

    Failure sealed = encrypting.exceptionToFailure(failure);
    Failure plain =
        WorkflowPayloads.converter(EncryptionSettings.off()).exceptionToFailure(failure);

    assertThat(sealed.toString()).doesNotContain("SO536365");
    assertThat(encrypting.failureToException(sealed)).hasMessageContaining("stuck at SO536365");
    assertThat(plain.getMessage()).isEqualTo("stuck at SO536365");
  }

  @Test
  void afterARotationTheOldKeyStillDecryptsAndTheNewOneEncrypts() throws IOException {
    Path file = keyset("a");
    Payload before = write(WorkflowPayloads.converter(on(file)), ORDER);
    PayloadKeyset.read(file).rotated().replace(file);
    DataConverter rotated = WorkflowPayloads.converter(on(file));

    Payload after = write(rotated, ORDER);

    assertThat(keyId(after)).isNotEqualTo(keyId(before));
    assertThat(keyId(after)).isEqualTo(PayloadKeyset.read(file).primary());
    assertThat(read(rotated, before)).isEqualTo(ORDER);
    assertThat(read(rotated, after)).isEqualTo(ORDER);
  }

  @Test
  void aProcessThatDoesNotKnowOfTheRotationYetReadsWhatOneThatDoesWrote() throws IOException {
    Path file = keyset("a");
    DataConverter notYet = WorkflowPayloads.converter(on(file));
    PayloadKeyset.read(file).rotated().replace(file);

    Payload payload = write(WorkflowPayloads.converter(on(file)), ORDER);

    assertThat(read(notYet, payload)).isEqualTo(ORDER);
  }

  @Test
  void aPayloadOfAnotherKeysetIsRefusedByItsKeyAndTheSetting() throws IOException {
    Payload payload = write(WorkflowPayloads.converter(on(keyset("a"))), ORDER);
    DataConverter other = WorkflowPayloads.converter(on(keyset("b")));

    assertThatThrownBy(() -> read(other, payload))
        .isInstanceOf(PayloadCodecException.class)
        .hasMessageContaining("key " + keyId(payload))
        .hasMessageContaining("khaos-bridge.encryption.keyset");
  }

  @Test
  void aPayloadThatSomethingElseEncryptedIsRefused() throws IOException {
    Payload foreign =
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("binary/encrypted"))
            .setData(ByteString.copyFromUtf8("whatever"))
            .build();
    DataConverter converter = WorkflowPayloads.converter(on(keyset("a")));

    assertThatThrownBy(() -> read(converter, foreign))
        .isInstanceOf(PayloadCodecException.class)
        .hasMessageContaining("no named key");
  }

  @Test
  void aDamagedPayloadIsRefusedByItsKey() throws IOException {
    DataConverter converter = WorkflowPayloads.converter(on(keyset("a")));
    Payload whole = write(converter, ORDER);
    byte[] bytes = whole.getData().toByteArray();
    bytes[bytes.length - 1] ^= 1;
    Payload damaged = whole.toBuilder().setData(ByteString.copyFrom(bytes)).build();

    assertThatThrownBy(() -> read(converter, damaged))
        .isInstanceOf(PayloadCodecException.class)
        .hasMessageContaining("key " + keyId(whole))
        .hasMessageContaining("damaged");
  }

  @Test
  void switchedOffWithoutAKeysetAnEncryptedPayloadIsRefusedByItsKeyAndTheSetting()
      throws IOException {
    Payload payload = write(WorkflowPayloads.converter(on(keyset("a"))), ORDER);
    DataConverter off = WorkflowPayloads.converter(EncryptionSettings.off());

    assertThatThrownBy(() -> read(off, payload))
        .isInstanceOf(PayloadCodecException.class)
        .hasMessageContaining("key " + keyId(payload))
        .hasMessageContaining("khaos-bridge.encryption.keyset");
  }

  @Test
  void switchedOffWithAKeysetWhatWasEncryptedIsStillRead() throws IOException {
    Path file = keyset("a");
    Payload before = write(WorkflowPayloads.converter(on(file)), ORDER);
    DataConverter off = WorkflowPayloads.converter(new EncryptionSettings(false, file.toString()));

    assertThat(read(off, before)).isEqualTo(ORDER);
    assertThat(encoding(write(off, ORDER))).isEqualTo("json/plain");
  }

  @Test
  void plainJsonIsReadWithEncryptionOnAndOff() throws IOException {
    Payload byHand =
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
            .setData(ByteString.copyFromUtf8("{\"source\": \"khaos\", \"code\": \"SO536365\"}"))
            .build();

    assertThat(read(WorkflowPayloads.converter(on(keyset("a"))), byHand)).isEqualTo(ORDER);
    assertThat(read(WorkflowPayloads.converter(EncryptionSettings.off()), byHand)).isEqualTo(ORDER);
  }

  @Test
  void aFieldThatAnOlderVersionDoesNotKnowIsIgnored() {
    DataConverter converter = WorkflowPayloads.converter(EncryptionSettings.off());
    Payload newer =
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
            .setData(
                ByteString.copyFromUtf8(
                    "{\"source\": \"khaos\", \"code\": \"SO536365\", \"lane\": \"LIVE\"}"))
            .build();

    assertThat(read(converter, newer)).isEqualTo(ORDER);
  }

  @Test
  void encryptionWithoutAKeysetDoesNotStart() {
    assertThatThrownBy(() -> new EncryptionSettings(true, " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("khaos-bridge.encryption.keyset")
        .hasMessageContaining("khaos-bridge keys new");
  }

  @Test
  void aKeysetThatIsMissingOrIsNoneDoesNotStart() throws IOException {
    Path missing = directory.resolve("missing.json");
    Path hashKey = directory.resolve("keys.properties");
    HashKey.readOrCreate(hashKey);

    assertThatThrownBy(() -> WorkflowPayloads.converter(on(missing)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("khaos-bridge.encryption.keyset");
    assertThatThrownBy(() -> WorkflowPayloads.converter(on(hashKey)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("khaos-bridge.encryption.keyset")
        .hasMessageNotContaining(Files.readString(hashKey).substring(80));
  }

  private Path keyset(String name) throws IOException {
    Path file = directory.resolve(name + ".json");
    PayloadKeyset.create().create(file);
    return file;
  }

  private static EncryptionSettings on(Path keyset) {
    return new EncryptionSettings(true, keyset.toString());
  }

  private static Payload write(DataConverter converter, Order order) {
    return converter.toPayload(order).orElseThrow();
  }

  private static Order read(DataConverter converter, Payload payload) {
    return converter.fromPayload(payload, Order.class, Order.class);
  }

  private static String encoding(Payload payload) {
    return payload.getMetadataOrThrow("encoding").toStringUtf8();
  }

  private static String keyId(Payload payload) {
    return payload.getMetadataOrThrow("encryption-key-id").toStringUtf8();
  }
}
