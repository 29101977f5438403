package com.khaosbridge.activities.khaos;

/** Makes one kind of record out of its element. */
interface RecordReader<T> {
  T read(XmlNode node) throws UnreadableRecord;
}
