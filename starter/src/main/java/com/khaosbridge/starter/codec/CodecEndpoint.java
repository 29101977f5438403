package com.khaosbridge.starter.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.payload.codec.PayloadCodecException;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Runs a codec over payloads that come as JSON, in Temporal's codec server protocol
 * (docs.temporal.io/codec-server). What can't be done is said in plain text, which the web UI does
 * not take for payloads.
 */
final class CodecEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(CodecEndpoint.class);

  private final PayloadCodec codec;

  CodecEndpoint(PayloadCodec codec) {
    this.codec = codec;
  }

  ServerResponse encode(ServerRequest request) throws ServletException, IOException {
    return answer(request, codec::encode);
  }

  ServerResponse decode(ServerRequest request) throws ServletException, IOException {
    return answer(request, codec::decode);
  }

  private static ServerResponse answer(ServerRequest request, UnaryOperator<List<Payload>> step)
      throws ServletException, IOException {
    Payloads.Builder payloads = Payloads.newBuilder();
    try {
      JsonFormat.parser().ignoringUnknownFields().merge(request.body(String.class), payloads);
    } catch (InvalidProtocolBufferException e) {
      return refuse("the body must be JSON like {\"payloads\":[{\"metadata\":{},\"data\":\"\"}]}");
    }
    try {
      Payloads answer =
          Payloads.newBuilder().addAllPayloads(step.apply(payloads.getPayloadsList())).build();
      return ServerResponse.ok()
          .contentType(MediaType.APPLICATION_JSON)
          .body(JsonFormat.printer().omittingInsignificantWhitespace().print(answer));
    } catch (PayloadCodecException e) {
      LOG.warn("The codec endpoint refused: {}", e.getMessage());
      return refuse(String.valueOf(e.getMessage()));
    }
  }

  private static ServerResponse refuse(String why) {
    return ServerResponse.badRequest().contentType(MediaType.TEXT_PLAIN).body(why + "\n");
  }
}
