package com.khaosbridge.activities.http;

import okhttp3.Headers;

/**
 * A complete HTTP answer.
 *
 * @param body the whole body as text; may hold personal data, so never log it
 */
public record Answer(int status, Headers headers, String body) {
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
