package com.khaosbridge.sandbox.emarsys;

import java.util.List;

/**
 * A contact field of the account.
 *
 * @param id the id by which contacts carry it
 * @param stringId the id that is the same in each account
 * @param choices the choices' texts; choice ids count from 1 in this order; empty if it has none
 */
record Field(int id, String name, FieldType type, String stringId, List<String> choices) {
  private static final int FIRST_CUSTOM_ID = 100;

  Field {
    choices = List.copyOf(choices);
  }

  /** The name of the field's member in a contact. */
  String key() {
    return Integer.toString(id);
  }

  boolean isCustom() {
    return id >= FIRST_CUSTOM_ID;
  }

  /** Visits, page views and responses are counted by the system itself. */
  boolean isReadOnly() {
    return id >= 27 && id <= 30;
  }

  boolean hasChoice(String choiceId) {
    for (int i = 1; i <= choices.size(); i++) {
      if (choiceId.equals(Integer.toString(i))) {
        return true;
      }
    }
    return false;
  }
}
