package com.khaosbridge.activities.khaos.soap;

import java.io.IOException;

/** Reads an answer of the service. */
public interface AnswerReader<T> {
  /**
   * @throws SoapFault if the answer is a fault
   */
  T read(SoapAnswer answer) throws IOException, SoapFault;
}
