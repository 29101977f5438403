package com.khaosbridge.activities.khaos.soap;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes up to a limit; more than that is no answer. */
final class SizeLimit extends FilterInputStream {
  private final long limit;
  private long count;

  SizeLimit(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    if (one >= 0) {
      count(1);
    }
    return one;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    if (read > 0) {
      count(read);
    }
    return read;
  }

  private void count(int bytes) throws BrokenXml {
    count += bytes;
    if (count > limit) {
      throw new BrokenXml(
          "the answer is larger than " + limit + " bytes",
          "Ask for less at once (khaos.calls.company-batch, khaos.calls.order-batch),"
              + " or raise khaos.calls.answer-bytes.");
    }
  }
}
