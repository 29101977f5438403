package com.khaosbridge.activities.khaos.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.khaosbridge.activities.khaos.soap.Answers;
import com.khaosbridge.workflows.delivery.Consent;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompanyReaderTest {
  private final ErpTime time = new ErpTime(ZoneId.of("Europe/London"));
  private final CompanyReader reader = new CompanyReader(CustomerRules.DEFAULT, time);

  private Company read(String inner) throws UnreadableRecord {
    return reader.read(
        Answers.node(
            "<COMPANY><COMPANY_ID>1017850</COMPANY_ID><COMPANY_CODE>17850</COMPANY_CODE>"
                + inner
                + "</COMPANY>"));
  }

  private static String address(String type, String fields, String... contacts) {
    return "<ADDRESS><ADDRTYPE>"
        + type
        + "</ADDRTYPE>"
        + fields
        + "<CONTACTS>"
        + String.join("", contacts)
        + "</CONTACTS></ADDRESS>";
  }

  private static String addresses(String... addresses) {
    return "<ADDRESSES>" + String.join("", addresses) + "</ADDRESSES>";
  }

  private static String contact(String email, String subscribe, String fields) {
    return "<CONTACT><FORENAME>F-"
        + email
        + "</FORENAME><SURNAME>Stone</SURNAME><EMAIL>"
        + email
        + "</EMAIL><EMAILSUBSCRIBE>"
        + subscribe
        + "</EMAILSUBSCRIBE>"
        + fields
        + "</CONTACT>";
  }

  @Test
  void thePreferredInvoiceContactComesFirst() throws UnreadableRecord {
    Company company =
        read(
            "<WEB_USER>web@example.com</WEB_USER>"
                + addresses(
                    address(
                        "1",
                        "<EMAIL>address@example.com</EMAIL>",
                        contact("first@example.com", "-1", ""),
                        contact("preferred@example.com", "-1", "<IS_PREFERRED>-1</IS_PREFERRED>"),
                        contact(
                            "invoice@example.com",
                            "0",
                            "<IS_PREFERRED_INVOICE>-1</IS_PREFERRED_INVOICE>"))));

    assertThat(company.email()).isEqualTo("invoice@example.com");
    assertThat(company.firstName()).isEqualTo("F-invoice@example.com");
    assertThat(company.consent()).isEqualTo(Consent.OPTED_OUT);
  }

  @Test
  void aPlaceWithoutEmailGivesWayToTheNext() throws UnreadableRecord {
    Company company =
        read(
            addresses(
                address(
                    "1",
                    "",
                    contact("  ", "-1", "<IS_PREFERRED_INVOICE>-1</IS_PREFERRED_INVOICE>"),
                    contact("first@example.com", "0", ""),
                    contact("preferred@example.com", "-1", "<IS_PREFERRED>-1</IS_PREFERRED>"))));

    assertThat(company.email()).isEqualTo("preferred@example.com");
    assertThat(company.consent()).isEqualTo(Consent.OPTED_IN);
  }

  @Test
  void theFirstVisibleContactPassesOverHiddenAndHeldOnes() throws UnreadableRecord {
    Company company =
        read(
            addresses(
                address("1", "<HIDE_ADDRESS>-1</HIDE_ADDRESS>", contact("a@example.com", "-1", "")),
                address(
                    "1",
                    "",
                    contact("b@example.com", "-1", "<HIDE_CONTACT>-1</HIDE_CONTACT>"),
                    contact("c@example.com", "-1", "<HOLD_DATA>-1</HOLD_DATA>"),
                    contact("d@example.com", "-1", ""))));

    assertThat(company.email()).isEqualTo("d@example.com");
    assertThat(company.consent()).isEqualTo(Consent.OPTED_IN);
    assertThat(company.held()).isFalse();
  }

  @Test
  void aCustomerWithHiddenContactsOnlyIsOptedOut() throws UnreadableRecord {
    Company company =
        read(
            addresses(
                address(
                    "1", "", contact("b@example.com", "-1", "<HIDE_CONTACT>1</HIDE_CONTACT>"))));

    assertThat(company.email()).isEqualTo("b@example.com");
    assertThat(company.consent()).isEqualTo(Consent.OPTED_OUT);
    assertThat(company.consentRaw()).isEqualTo("EMAILSUBSCRIBE=-1;MAILING_STATUS=missing;hidden");
  }

  @ParameterizedTest
  @CsvSource({"5", "1001"})
  void aFlagThatNobodyConfiguredMakesConsentUnknownAndIsToBeSeen(String flag)
      throws UnreadableRecord {
    Company company =
        read(
            "<MAILING_STATUS>"
                + flag
                + "</MAILING_STATUS>"
                + addresses(address("1", "", contact("a@example.com", "-1", ""))));

    assertThat(company.consent()).isEqualTo(Consent.UNKNOWN);
    assertThat(company.consentRaw()).isEqualTo("EMAILSUBSCRIBE=-1;MAILING_STATUS=" + flag);
  }

  @Test
  void deliveryContactsAndAddressesAreNeverSelected() throws UnreadableRecord {
    Company company =
        read(
            addresses(
                address(
                    "2",
                    "<EMAIL>parcel@example.com</EMAIL>",
                    contact("gift@example.com", "-1", "<IS_PREFERRED>-1</IS_PREFERRED>")),
                address(
                    "1",
                    "<POSTCODE>EC1A 1BB</POSTCODE>",
                    contact(
                        "porter@example.com",
                        "-1",
                        "<IS_PREFERRED_DELIVERY>-1</IS_PREFERRED_DELIVERY>"))));

    assertThat(company.email()).isNull();
    assertThat(company.emailState()).isEqualTo(EmailState.MISSING);
    assertThat(company.consent()).isEqualTo(Consent.UNKNOWN);
    assertThat(company.consentRaw()).startsWith("EMAILSUBSCRIBE=no contact");
    assertThat(company.postcode()).isEqualTo("EC1A 1BB");
  }

  @Test
  void aContactPreferredForDeliveryAndForAllElseIsSelected() throws UnreadableRecord {
    Company company =
        read(
            addresses(
                address(
                    "1",
                    "",
                    contact(
                        "one@example.com",
                        "-1",
                        "<IS_PREFERRED>-1</IS_PREFERRED>"
                            + "<IS_PREFERRED_DELIVERY>-1</IS_PREFERRED_DELIVERY>"))));

    assertThat(company.email()).isEqualTo("one@example.com");
  }

  @Test
  void theInvoiceAddressComesBeforeTheWebLogin() throws UnreadableRecord {
    Company company =
        read(
            "<WEB_USER>web@example.com</WEB_USER>"
                + addresses(
                    address("1", "<EMAIL> bills@example.com </EMAIL>", contact("", "-1", ""))));

    assertThat(company.email()).isEqualTo("bills@example.com");
    assertThat(company.consent()).isEqualTo(Consent.OPTED_IN);
  }

  @Test
  void anEmailFromTheWebLoginBringsTheConsentOfThePreferredContact() throws UnreadableRecord {
    Company company =
        read(
            "<WEB_USER>web@example.com</WEB_USER>"
                + addresses(
                    address(
                        "1",
                        "",
                        contact("", "-1", ""),
                        contact("", "0", "<IS_PREFERRED>-1</IS_PREFERRED>"))));

    assertThat(company.email()).isEqualTo("web@example.com");
    assertThat(company.consent()).isEqualTo(Consent.OPTED_OUT);
    assertThat(company.lastName()).isEqualTo("Stone");
  }

  @Test
  void anEmailFromTheWebLoginThatIsAHiddenContactsIsOptedOut() throws UnreadableRecord {
    Company company =
        read(
            "<WEB_USER>Gone@Example.com</WEB_USER>"
                + addresses(
                    address(
                        "1",
                        "",
                        contact("", "-1", ""),
                        contact("gone@example.com", "-1", "<HIDE_CONTACT>-1</HIDE_CONTACT>"))));

    assertThat(company.email()).isEqualTo("Gone@Example.com");
    assertThat(company.consent()).isEqualTo(Consent.OPTED_OUT);
  }

  @Test
  void aLoginNameIsNoEmail() throws UnreadableRecord {
    assertThat(read("<WEB_USER>jstone</WEB_USER>").emailState()).isEqualTo(EmailState.MISSING);
    assertThat(read("<WEB_USER>j at example.com</WEB_USER>").emailState())
        .isEqualTo(EmailState.MALFORMED);
  }

  @Test
  void theConfiguredOrderDecides() throws UnreadableRecord {
    CustomerRules webFirst =
        new CustomerRules(
            ConsentMapping.DEFAULT,
            List.of(EmailPlace.WEB_USER, EmailPlace.PREFERRED_CONTACT),
            Set.of());
    Company company =
        new CompanyReader(webFirst, time)
            .read(
                Answers.node(
                    "<COMPANY><COMPANY_ID>1</COMPANY_ID><COMPANY_CODE>2</COMPANY_CODE>"
                        + "<WEB_USER>web@example.com</WEB_USER>"
                        + addresses(
                            address(
                                "1",
                                "",
                                contact("p@example.com", "-1", "<IS_PREFERRED>-1</IS_PREFERRED>")))
                        + "</COMPANY>"));

    assertThat(company.email()).isEqualTo("web@example.com");
    assertThat(company.consent()).isEqualTo(Consent.OPTED_IN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<HIDE_COMPANY>-1</HIDE_COMPANY>", "<HOLD_DATA>perhaps</HOLD_DATA>"})
  void aHiddenOrHeldCustomerIsOptedOut(String flag) throws UnreadableRecord {
    Company company = read(flag + addresses(address("1", "", contact("a@example.com", "-1", ""))));

    assertThat(company.consent()).isEqualTo(Consent.OPTED_OUT);
    assertThat(company.hidden() || company.held()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "a@example.com, VALID",
    "o'brien+news@shop.example.co.uk, VALID",
    "c1@marketplace.example, VALID",
    "c1 at example.com, MALFORMED",
    "a@example, MALFORMED",
    "a@@example.com, MALFORMED",
    "a@example.con, MALFORMED",
    "a@example.com;b@example.com, MALFORMED",
  })
  void emailsAreJudgedAsTheyStand(String email, EmailState expected) throws UnreadableRecord {
    Company company = read(addresses(address("1", "", contact(email, "-1", ""))));

    assertThat(company.emailState()).isEqualTo(expected);
    assertThat(company.email()).isEqualTo(email);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"GB, GB", "gb, GB", "UK, GB", "GBR, GB", "DEU, DE", "XX, -", "'', -"})
  void countryCodesBecomeTwoLetters(String code, String expected) throws UnreadableRecord {
    Company company =
        read(
            addresses(
                address(
                    "1",
                    "<COUNTRY>Somewhere</COUNTRY><COUNTRY_CODE>" + code + "</COUNTRY_CODE>",
                    contact("a@example.com", "-1", ""))));

    assertThat(company.countryCode()).isEqualTo(expected);
    assertThat(company.country()).isEqualTo("Somewhere");
  }

  @Test
  void whatStandsInAConsentFieldIsShownOnlyIfItCantBePersonal() throws UnreadableRecord {
    Company company =
        read(
            "<MAILING_STATUS>ask Mrs Stone first</MAILING_STATUS>"
                + addresses(address("1", "", contact("a@example.com", "-1", ""))));

    assertThat(company.consent()).isEqualTo(Consent.UNKNOWN);
    assertThat(company.consentRaw()).contains("EMAILSUBSCRIBE=-1").doesNotContain("stone", "Stone");
  }

  @Test
  void aCustomerWithoutItsKeysIsAProblem() {
    UnreadableRecord fault =
        catchThrowableOfType(
            UnreadableRecord.class,
            () -> reader.read(Answers.node("<COMPANY><COMPANY_CODE>7</COMPANY_CODE></COMPANY>")));

    assertThat(fault.problem().key()).isEqualTo("7");
    assertThat(fault.problem().field()).isEqualTo("COMPANY_ID");
    assertThat(fault.problem().shape()).isEqualTo("missing");
  }

  @Test
  void theWebPasswordIsDropped() throws UnreadableRecord {
    Company company =
        read(
            "<WEB_PASSWORD>hunter2</WEB_PASSWORD>"
                + addresses(address("1", "", contact("a@example.com", "-1", ""))));

    assertThat(company).usingRecursiveAssertion().allFieldsSatisfy(v -> !"hunter2".equals(v));
    assertThat(company.toString()).isEqualTo("Company[1017850]");
  }
}
