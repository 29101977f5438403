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

  /** A customer whose truth says outright whether the person may be opted in. */
  static String may(String id, String email, boolean opted) {
    return customer(id, id, email, "OPTED_IN").replace("}", ",'mayBeOptedIn':" + opted + "}");
  }

  /** A customer who is in the ERP no more, but in another. */
  static String merged(String id, String person, String email) {
    return customer(id, person, email, "OPTED_IN").replace("}", ",'gone':'merged'}");
  }

  /** An invoice of 10 of the customer with this URN. */
  static String invoice(String order, String urn) {
    return ("{'type':'invoice','orderCode':'%s','associatedRef':'W%s','customer':'%s',"
            + "'totalExVat':'10','live':false,'shipped':null}")
        .formatted(order, order, urn);
  }

  static String dotdigital(long id, String personId, String email, String status) {
    return ("{'type':'contact','contactId':%d,'status':'%s',"
            + "'identifiers':{'email':'%s','khaos-person-id':'%s'}}")
        .formatted(id, status, email, personId);
  }

  /** An order record at Dotdigital. */
  static String order(String key, long contactId) {
    return "{'type':'order','key':'%s','contactId':%d,'json':{'order_total':10}}"
        .formatted(key, contactId);
  }

  static String salesRow(String order, String personId, int quantity) {
    return "{'type':'salesRow','order':'%s','customer':'%s','quantity':'%d','price':'1'}"
        .formatted(order, personId, quantity);
  }
}
