package com.khaosbridge.activities.keys;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.payload.codec.PayloadCodec;
import java.util.List;

/** How every client and worker writes and reads what workflows are told and tell. */
public final class WorkflowPayloads {
  private WorkflowPayloads() {}

  /** JSON, encrypted or plain; encrypted together with what failures say. */
  public static DataConverter converter(EncryptionSettings settings) {
    // A worker of an older version must be able to read what a newer one wrote.
    ObjectMapper mapper =
        JacksonJsonPayloadConverter.newDefaultObjectMapper()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    DataConverter json =
        DefaultDataConverter.newDefaultInstance()
            .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(mapper));
    return new CodecDataConverter(
        json, List.of(settings.open()), Boolean.TRUE.equals(settings.enabled()));
  }

  /** Only what comes between that JSON and the server, for people's tools. */
  public static PayloadCodec codec(EncryptionSettings settings) {
    return settings.open();
  }
}
