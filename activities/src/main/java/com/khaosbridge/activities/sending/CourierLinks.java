package com.khaosbridge.activities.sending;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where parcels can be followed: a template of each courier's links. */
public final class CourierLinks {
  private static final String CONSIGNMENT = "{consignment}";

  private final Map<String, String> templates = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * @param templates by the courier as the ERP names it, whatever its case: an http or https
   *     address with <code>{consignment}</code> in it
   * @throws IllegalArgumentException if a template is none, naming its courier
   */
  public CourierLinks(Map<String, String> templates) {
    templates.forEach(
        (courier, template) -> {
          if (!isLink(template)) {
            throw new IllegalArgumentException(
                courier
                    + ": '"
                    + template
                    + "' must be an http or https address with {consignment} in it");
          }
          this.templates.put(courier.strip(), template);
        });
  }

  public static CourierLinks none() {
    return new CourierLinks(Map.of());
  }

  private static boolean isLink(String template) {
    if (!template.contains(CONSIGNMENT)) {
      return false;
    }
    try {
      URI link = new URI(template.replace(CONSIGNMENT, "1"));
      String scheme = link.getScheme();
      // The consignment must not decide at which host a customer's click ends.
      boolean ownHost = link.getHost() != null && link.equals(link.parseServerAuthority());
      String beforePath = template.replaceFirst("^([a-zA-Z]+://[^/?#]*).*", "$1");
      return ("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme))
          && ownHost
          && !beforePath.contains(CONSIGNMENT);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Where this consignment can be followed; null for a courier without a template. */
  @Nullable String to(@Nullable String courier, @Nullable String consignment) {
    String template = courier == null ? null : templates.get(courier.strip());
    if (template == null || consignment == null || consignment.isBlank()) {
      return null;
    }
    String encoded =
        // The encoder writes forms, where a space is a plus; in a path only %20 is one.
        URLEncoder.encode(consignment.strip(), StandardCharsets.UTF_8).replace("+", "%20");
    return template.replace(CONSIGNMENT, encoded);
  }
}
