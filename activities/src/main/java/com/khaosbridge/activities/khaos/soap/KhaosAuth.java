package com.khaosbridge.activities.khaos.soap;

import org.jspecify.annotations.Nullable;

/**
 * How the web service knows us. Public sources disagree about it, so all that were seen can be
 * configured.
 *
 * @param user for {@link Scheme#BASIC}, and for {@link Scheme#BODY_PASSWORD} if the site has one
 * @param secret the password; never printed
 */
public record KhaosAuth(Scheme scheme, @Nullable String user, @Nullable String secret) {

  /** The schemes. */
  public enum Scheme {
    /** No login: the network or TLS decides who may call. */
    NONE,
    /** HTTP Basic. */
    BASIC,
    /** Elements {@code UserName} and {@code Password} after the operation's own parameters. */
    BODY_PASSWORD
  }

  /** No login. */
  public static final KhaosAuth NONE = new KhaosAuth(Scheme.NONE, null, null);

  public KhaosAuth {
    scheme = scheme == null ? Scheme.NONE : scheme;
    boolean hasUser = user != null && !user.isBlank();
    boolean hasSecret = secret != null && !secret.isBlank();
    Setting.require(
        scheme != Scheme.BASIC || hasUser,
        "khaos.auth.user",
        "empty",
        "Give the user of HTTP Basic, or set khaos.auth.scheme to NONE.");
    Setting.require(
        scheme == Scheme.NONE || hasSecret,
        "khaos.auth.secret",
        "empty",
        "Give the password, or set khaos.auth.scheme to NONE.");
    Setting.require(
        scheme != Scheme.NONE || (!hasUser && !hasSecret),
        "khaos.auth.scheme",
        "NONE although a user or a secret is set",
        "Set it to BASIC or BODY_PASSWORD, or remove user and secret.");
  }

  @Override
  public String toString() {
    return "KhaosAuth[" + scheme + "]";
  }
}
