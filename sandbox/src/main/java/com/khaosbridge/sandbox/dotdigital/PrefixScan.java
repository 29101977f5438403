package com.khaosbridge.sandbox.dotdigital;

import java.util.function.BiConsumer;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;

/** Work on all keys of a map that begin with a text. */
final class PrefixScan {
  private PrefixScan() {}

  /** In key order, over the map as it was at the start: the action may change the map. */
  static void forEach(MVMap<String, String> map, String prefix, BiConsumer<String, String> action) {
    Cursor<String, String> cursor = map.cursor(prefix);
    while (cursor.hasNext()) {
      String key = cursor.next();
      if (!key.startsWith(prefix)) {
        return;
      }
      action.accept(key, cursor.getValue());
    }
  }

  static void removeAll(MVMap<String, String> map, String prefix) {
    forEach(map, prefix, (key, value) -> map.remove(key));
  }

  /** Without walking over the keys. */
  static long count(MVMap<String, String> map, String prefix) {
    char last = prefix.charAt(prefix.length() - 1);
    String after = prefix.substring(0, prefix.length() - 1) + (char) (last + 1);
    return position(map, after) - position(map, prefix);
  }

  private static long position(MVMap<String, String> map, String key) {
    long index = map.getKeyIndex(key);
    return index >= 0 ? index : -index - 1;
  }
}
