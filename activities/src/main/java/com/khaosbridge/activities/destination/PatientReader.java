package com.khaosbridge.activities.destination;

import com.khaosbridge.workflows.delivery.Verdict;
import java.time.Duration;

/** Tries one call of a reading again, with the waits that its verdicts name, for a bounded time. */
public final class PatientReader {
  private final String destination;
  private final ReadBack.Terms terms;

  /** One try. */
  public interface Attempt<T> {
    T once() throws ReadRefusedException;
  }

  public PatientReader(String destination, ReadBack.Terms terms) {
    this.destination = destination;
    this.terms = terms;
  }

  /**
   * Reads.
   *
   * @param asked what is read, in words for people
   * @throws ReadBackException if it fails for good or for too long, or the thread is told to stop
   */
  public <T> T read(String asked, Attempt<T> attempt) {
    long began = System.nanoTime();
    while (true) {
      try {
        return attempt.once();
      } catch (ReadRefusedException e) {
        if (!(e.verdict() instanceof Verdict.Retry retry)) {
          throw new ReadBackException(destination, asked, words(e.verdict()));
        }
        Duration wait =
            retry.delay().compareTo(terms.longestWait()) < 0 ? retry.delay() : terms.longestWait();
        if (Duration.ofNanos(System.nanoTime() - began).plus(wait).compareTo(terms.patience())
            > 0) {
          throw new ReadBackException(destination, asked, retry.cause());
        }
        pause(asked, wait);
      }
    }
  }

  private void pause(String asked, Duration wait) {
    try {
      Thread.sleep(wait.toMillis() + 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReadBackException(destination, asked, "stopped");
    }
  }

  private static String words(Verdict verdict) {
    if (verdict instanceof Verdict.Config config) {
      return config.cause() + ": " + config.detail();
    }
    if (verdict instanceof Verdict.Reject reject) {
      return reject.cause() + ": " + reject.detail();
    }
    return "refused";
  }
}
