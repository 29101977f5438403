package com.khaosbridge.starter.codec;

import org.jspecify.annotations.Nullable;

/**
 * Who may have payloads decrypted over HTTP, under {@code khaos-bridge.encryption.endpoint}.
 *
 * @param token what a caller must know; without it there is no endpoint
 * @param uiOrigin where the web UI is opened, scheme, host and port; no other page may call
 */
record CodecEndpointSettings(String token, @Nullable String uiOrigin) {
  private static final int SHORTEST_TOKEN = 16;

  CodecEndpointSettings {
    if (token.length() < SHORTEST_TOKEN) {
      throw new IllegalArgumentException(
          "khaos-bridge.encryption.endpoint.token must have "
              + SHORTEST_TOKEN
              + " characters or more: whoever knows it can read every payload");
    }
    uiOrigin = uiOrigin == null || uiOrigin.isBlank() ? null : uiOrigin;
    if (uiOrigin != null && (uiOrigin.contains("*") || !uiOrigin.matches("https?://[^/]+"))) {
      throw new IllegalArgumentException(
          "khaos-bridge.encryption.endpoint.ui-origin must be one origin like"
              + " https://temporal.example:8233, without path or wildcard");
    }
  }

  @Override
  public String toString() {
    return "CodecEndpointSettings[" + uiOrigin + "]";
  }
}
