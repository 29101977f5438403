package com.khaosbridge.starter.codec;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets in who knows the token: tools as a bearer, people by the browser's own login with any name
 * and the token as password, which is the only secret that the web UI can be made to send.
 */
final class TokenGuard extends OncePerRequestFilter {
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";
  private static final String CHALLENGE = "Basic realm=\"Khaos Bridge codec\", charset=\"UTF-8\"";

  private final byte[] token;

  TokenGuard(String token) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String shown = secret(request.getHeader(HttpHeaders.AUTHORIZATION));
    if (shown != null && MessageDigest.isEqual(token, shown.getBytes(StandardCharsets.UTF_8))) {
      chain.doFilter(request, response);
      return;
    }
    response.setStatus(HttpStatus.UNAUTHORIZED.value());
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, CHALLENGE);
    response.setContentType(MediaType.TEXT_PLAIN_VALUE);
    response.getWriter().write("the token of khaos-bridge.encryption.endpoint.token is needed\n");
  }

  private static @Nullable String secret(@Nullable String authorization) {
    if (authorization == null) {
      return null;
    }
    if (authorization.startsWith(BEARER)) {
      return authorization.substring(BEARER.length());
    }
    return authorization.startsWith(BASIC)
        ? password(authorization.substring(BASIC.length()))
        : null;
  }

  private static @Nullable String password(String credentials) {
    try {
      String both = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
      return both.substring(both.indexOf(':') + 1);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
