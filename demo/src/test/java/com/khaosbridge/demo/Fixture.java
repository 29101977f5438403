package com.khaosbridge.demo;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Lines of a sandbox, written down in tests with single quotes. */
final class Fixture {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Fixture() {}

  static Lines lines(String... lines) {
    return line ->
        List.of(lines).forEach(text -> line.accept(JSON.readTree(text.replace('\'', '"'))));
  }

  static String customer(String id, String person, String email, String consent) {
    return ("{'type':'customer','companyId':'%s','companyCode':'U%s','person':'%s','email':'%s',"
            + "'emailValid':true,'consent':'%s','hasOrders':true}")
        .formatted(id, id, person, email, consent);
  }

  /** A contact at Emarsys; {@code optIn} is field 31, {@code rest} what follows in the line. */
  static String emarsys(long id, String personId, String email, String optIn, String rest) {
    return "{'type':'contact','id':%d,'fields':{'3':'%s','31':'%s','10569':'%s'}%s}"
        .formatted(id, email, optIn, personId, rest);
  }

  /** The same before the bridge came. */
  static String emarsysBefore(long id, String email, String optIn, String kind) {
    return "{'type':'contact','id':%d,'fields':{'3':'%s','31':'%s'},'seeded':'%s','writes':0}"
        .formatted(id, email, optIn, kind);
  }
}
