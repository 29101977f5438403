package com.khaosbridge.workflows.decision;

/**
 * Names one item or a group of them.
 *
 * @param text a SKU, or how SKUs begin, followed by {@code *}
 */
public record SkuPattern(String text) {
  private static final String ANYTHING = "*";

  public SkuPattern {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "sku is empty: write a SKU, or how SKUs begin, followed by *");
    }
  }

  public boolean matches(String sku) {
    return text.endsWith(ANYTHING)
        ? sku.startsWith(text.substring(0, text.length() - ANYTHING.length()))
        : sku.equals(text);
  }
}
