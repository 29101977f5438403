package com.khaosbridge.activities.khaos.records;

import com.khaosbridge.activities.khaos.soap.XmlNode;

/** Makes one kind of record out of its element. */
public interface RecordReader<T> {
  T read(XmlNode node) throws UnreadableRecord;
}
