package com.khaosbridge.worker;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * A worker process. Start more of them to scale; each destination is sent to by one of them at a
 * time.
 */
@SpringBootApplication
public class WorkerApplication {
  protected WorkerApplication() {}

  public static void main(String[] args) {
    SpringApplication.run(WorkerApplication.class, args);
  }
}
