package com.khaosbridge.activities.khaos.records;

import com.khaosbridge.activities.khaos.soap.XmlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a customer's e-mail and the contact whose consent counts for it.
 *
 * <p>An e-mail that stands at a contact brings that contact's consent. An e-mail from elsewhere
 * (invoice address, web login) brings the consent of a contact with the same e-mail, else of the
 * preferred invoice contact, the preferred contact, or the first. Contacts and addresses for
 * delivery are never considered, hidden and held ones only if there is no other: they are then
 * opted out, but the customer stays recognisable.
 */
final class ContactChoice {
  private static final String DELIVERY_ADDRESS = "2";
  private static final String INVOICE_ADDRESS = "1";

  private final XmlNode company;
  private final List<XmlNode> addresses;
  private final List<CompanyContact> contacts;

  ContactChoice(XmlNode company) {
    this.company = company;
    this.addresses =
        company.list("ADDRESSES", "ADDRESS").stream()
            .filter(address -> !DELIVERY_ADDRESS.equals(address.text("ADDRTYPE")))
            .toList();
    this.contacts = new ArrayList<>();
    for (XmlNode address : addresses) {
      for (XmlNode contact : address.list("CONTACTS", "CONTACT")) {
        CompanyContact candidate = new CompanyContact(contact, address);
        if (!candidate.forDeliveryOnly()) {
          contacts.add(candidate);
        }
      }
    }
  }

  /**
   * What was chosen.
   *
   * @param contact whose consent and name count, null if the customer has no contact
   * @param address where postcode and country come from
   */
  record Chosen(
      @Nullable String email, @Nullable CompanyContact contact, @Nullable XmlNode address) {
    @Override
    public String toString() {
      return "Chosen";
    }
  }

  Chosen choose(List<EmailPlace> order) {
    for (boolean visible : new boolean[] {true, false}) {
      for (EmailPlace place : order) {
        Chosen chosen = at(place, visible);
        if (chosen != null) {
          return chosen;
        }
      }
    }
    return withoutContact(null, invoiceAddress());
  }

  private @Nullable Chosen at(EmailPlace place, boolean visible) {
    return switch (place) {
      case PREFERRED_INVOICE_CONTACT -> ofContact(CompanyContact::preferredForInvoices, visible);
      case PREFERRED_CONTACT -> ofContact(CompanyContact::preferred, visible);
      case FIRST_VISIBLE_CONTACT -> ofContact(contact -> true, visible);
      case INVOICE_ADDRESS -> ofInvoiceAddress(visible);
      case WEB_USER -> ofWebUser();
    };
  }

  private @Nullable Chosen ofContact(Predicate<CompanyContact> wanted, boolean visible) {
    for (CompanyContact contact : contacts) {
      if (contact.visible() == visible && wanted.test(contact) && contact.email() != null) {
        return new Chosen(contact.email(), contact, contact.address());
      }
    }
    return null;
  }

  private @Nullable Chosen ofInvoiceAddress(boolean visible) {
    for (XmlNode address : addresses) {
      String email = address.text("EMAIL");
      if (email != null && isShown(address) == visible) {
        return withoutContact(email, address);
      }
    }
    return null;
  }

  private @Nullable Chosen ofWebUser() {
    String login = company.text("WEB_USER");
    // A login name is no attempt at an e-mail; one with a space or an at sign is.
    boolean email = login != null && login.chars().anyMatch(c -> c == '@' || c == ' ');
    return email ? withoutContact(login, invoiceAddress()) : null;
  }

  private Chosen withoutContact(@Nullable String email, @Nullable XmlNode address) {
    CompanyContact answering = answeringFor(email);
    XmlNode where = address == null && answering != null ? answering.address() : address;
    return new Chosen(email, answering, where);
  }

  private @Nullable CompanyContact answeringFor(@Nullable String email) {
    CompanyContact same =
        first(contact -> email != null && email.equalsIgnoreCase(contact.email()));
    if (same != null) {
      return same;
    }
    for (boolean visible : new boolean[] {true, false}) {
      CompanyContact best =
          first(contact -> contact.visible() == visible && contact.preferredForInvoices());
      if (best == null) {
        best = first(contact -> contact.visible() == visible && contact.preferred());
      }
      if (best == null) {
        best = first(contact -> contact.visible() == visible);
      }
      if (best != null) {
        return best;
      }
    }
    return null;
  }

  private @Nullable CompanyContact first(Predicate<CompanyContact> wanted) {
    return contacts.stream().filter(wanted).findFirst().orElse(null);
  }

  private @Nullable XmlNode invoiceAddress() {
    XmlNode any = null;
    for (XmlNode address : addresses) {
      if (isShown(address)) {
        if (INVOICE_ADDRESS.equals(address.text("ADDRTYPE"))) {
          return address;
        }
        any = any == null ? address : any;
      }
    }
    return any;
  }

  private static boolean isShown(XmlNode address) {
    return !ErpFlag.unlessNo(address.value("HIDE_ADDRESS"))
        && !ErpFlag.unlessNo(address.value("HOLD_DATA"));
  }
}
