package com.khaosbridge.starter.cli;

import com.khaosbridge.activities.emarsys.SalesFiles;
import java.util.List;

/** For commands, which deliver nothing. */
final class NothingSent implements SalesFiles {
  @Override
  public void aboutToSend(String destination, List<Long> ids, byte[] file, String sha256) {
    throw new IllegalStateException("a command sends no sales file");
  }

  @Override
  public void answered(String sha256, int status) {
    throw new IllegalStateException("a command sends no sales file");
  }
}
