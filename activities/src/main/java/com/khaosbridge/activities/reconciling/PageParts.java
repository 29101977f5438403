package com.khaosbridge.activities.reconciling;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** What a page is made of, from the class path, so that the page itself has to load nothing. */
final class PageParts {
  private static final String LIBRARY = "META-INF/resources/webjars/uplot/";
  private static final String LIBRARY_POM = "META-INF/maven/org.webjars.npm/uplot/pom.properties";
  private static final String OURS = "com/khaosbridge/activities/reconciling/";

  private PageParts() {}

  static String style() {
    return library("dist/uPlot.min.css") + "\n" + read(OURS + "report.css");
  }

  /** The charts' library with its licence, which every copy must have. */
  static String library() {
    return "/*\n" + library("LICENSE") + "*/\n" + library("dist/uPlot.iife.min.js");
  }

  static String charts() {
    return read(OURS + "charts.js");
  }

  private static String library(String file) {
    Properties pom = new Properties();
    try (InputStream in = open(LIBRARY_POM)) {
      pom.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return read(LIBRARY + pom.getProperty("version") + "/" + file);
  }

  /** With the line ends that a browser makes of any, since the page names a script by its hash. */
  private static String read(String path) {
    try (InputStream in = open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static InputStream open(String path) throws IOException {
    InputStream in = PageParts.class.getClassLoader().getResourceAsStream(path);
    if (in == null) {
      throw new IOException("not on the class path: " + path);
    }
    return in;
  }
}
