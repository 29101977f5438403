package com.khaosbridge.activities.emarsys;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps sales files in memory, as the ledger keeps them in its database. */
final class KeptSalesFiles implements SalesFiles {
  final List<Kept> files = new ArrayList<>();
  final Map<String, Integer> answers = new LinkedHashMap<>();

  record Kept(String destination, List<Long> deliveryIds, String text, String sha256) {}

  @Override
  public synchronized void aboutToSend(
      String destination, List<Long> deliveryIds, byte[] file, String sha256) {
    files.add(new Kept(destination, deliveryIds, new String(file, StandardCharsets.UTF_8), sha256));
  }

  @Override
  public synchronized void answered(String sha256, int status) {
    answers.put(sha256, status);
  }
}
