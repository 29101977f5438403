package com.khaosbridge.sandbox.credits;

import java.io.IOException;

/** One way in which a site offers its credit notes. One thread at a time uses it. */
interface CreditSource extends AutoCloseable {

  /**
   * Shows what business time has reached, and no more.
   *
   * @throws IOException if it could not; the next call makes up for it
   */
  void update() throws IOException;

  @Override
  void close();
}
