package com.khaosbridge.activities.khaos.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileXmlTest {
  private static final String LAUGHS =
      "<!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
          + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>";

  private static List<XmlNode> records(InputStream bytes) throws Exception {
    List<XmlNode> nodes = new ArrayList<>();
    new SoapAnswer(bytes, null).records("COMPANY", nodes::add);
    return nodes;
  }

  private static List<XmlNode> records(String answer) throws Exception {
    return records(new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
  }

  private static String refused(String answer) {
    return refused(answer.getBytes(StandardCharsets.UTF_8));
  }

  private static String refused(byte[] answer) {
    BrokenXml broken =
        catchThrowableOfType(BrokenXml.class, () -> records(new ByteArrayInputStream(answer)));
    assertThat(broken).isNotNull().hasNoCause();
    assertThat(broken.nextStep()).isNotBlank();
    return broken.finding();
  }

  private static String export(String document) {
    return Answers.document("ExportCompany", document);
  }

  @Test
  void aDocumentInsideTheAnswerIsReadRecordByRecord() throws Exception {
    List<XmlNode> nodes =
        records(
            export(
                "\uFEFF \n<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n<COMPANYS>"
                    + Answers.company("1")
                    + "<!-- a comment --><?pi x?>"
                    + "<COMPANY><COMPANY_NAME>Q &amp; <![CDATA[<A>]]> &#233;\uD83D\uDE00"
                    + "</COMPANY_NAME></COMPANY></COMPANYS>"));

    assertThat(nodes).hasSize(2);
    assertThat(nodes.get(0).text("COMPANY_CODE")).isEqualTo("1");
    assertThat(nodes.get(1).text("COMPANY_NAME")).isEqualTo("Q & <A> é\uD83D\uDE00");
  }

  @Test
  void anAnswerInCdataIsReadAlike() throws Exception {
    String answer =
        Answers.envelope(
            "ExportCompany", "<return><![CDATA[<R>" + Answers.company("1") + "</R>]]></return>");

    assertThat(records(answer)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<return></return>",
        "<return/>",
        "<return xsi:nil=\"true\"/>",
        "<return> \n</return>",
        "<return>&lt;COMPANYS/&gt;</return>"
      })
  void anEmptyAnswerHasNoRecords(String result) throws Exception {
    assertThat(records(Answers.envelope("ExportCompany", result))).isEmpty();
  }

  @Test
  void aBillionLaughsAreRefusedInTheEnvelope() {
    String answer = Answers.envelope("ExportCompany", "<return>&c;</return>");

    assertThat(refused(answer.replace("<SOAP-ENV:Env", LAUGHS + "<SOAP-ENV:Env")))
        .contains("document type definition");
  }

  @Test
  void aBillionLaughsAreRefusedInTheDocument() {
    assertThat(refused(export(LAUGHS + "<R><COMPANY>&c;</COMPANY></R>")))
        .contains("document type definition");
  }

  @Test
  void anExternalEntityIsRefusedUnread(@TempDir Path dir) throws Exception {
    Path secret = Files.writeString(dir.resolve("secret"), "s3cret");
    String doctype = "<!DOCTYPE r [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>";

    assertThat(refused(export(doctype + "<R><COMPANY>&x;</COMPANY></R>")))
        .contains("document type definition");
  }

  @Test
  void anExternalDoctypeIsRefusedUnread(@TempDir Path dir) {
    String doctype = "<!DOCTYPE r SYSTEM \"" + dir.resolve("none.dtd").toUri() + "\">";

    assertThat(refused(export(doctype + "<R/>"))).contains("document type definition");
  }

  @Test
  void anUndeclaredEntityIsRefused() {
    assertThat(refused(export("<R><COMPANY>&x;</COMPANY></R>"))).isNotBlank();
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "<COMPANY>".repeat(100) + "</COMPANY>".repeat(100);

    assertThat(refused(export("<R>" + deep + "</R>"))).contains("64 deep");
  }

  @Test
  void aMillionOpenElementsAreRefusedAtThe65th() {
    assertThat(refused(export("<a>".repeat(1_000_000)))).contains("64 deep");
  }

  @Test
  void deepNestingOfTheEnvelopeIsRefused() {
    assertThat(refused(Answers.envelope("ExportCompany", "<a>".repeat(70) + "</a>".repeat(70))))
        .contains("64 deep");
  }

  @Test
  void aCutOffAnswerIsRefusedWhereverItIsCut() throws Exception {
    String whole = export("<R>" + Answers.company("1") + Answers.company("2") + "</R>");
    assertThat(records(whole)).hasSize(2);
    for (int length = 0; length < whole.length(); length++) {
      refused(whole.substring(0, length));
    }
  }

  @Test
  void aDocumentCutOffInsideAWholeAnswerIsRefused() {
    String whole = "<R>" + Answers.company("1") + Answers.company("2") + "</R>";
    for (int length = 1; length < whole.length(); length++) {
      refused(export(whole.substring(0, length)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "\u0001", "\u001b", "\uFFFE", "&#0;", "&#x1b;"})
  void charactersThatXmlForbidsAreRefused(String character) {
    assertThat(refused(export("<R><COMPANY>" + character + "</COMPANY></R>"))).isNotBlank();
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] answer = export("<R><COMPANY>?</COMPANY></R>").getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < answer.length; i++) {
      if (answer[i] == '?' && i > 50) {
        answer[i] = (byte) 0xFF;
      }
    }

    assertThat(refused(answer)).contains("no text in its charset");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "OK",
        "<html><body><p>Welcome</p></body></html>",
        "{\"error\": 1}",
        "<definitions/>",
        "<Envelope/>",
        "<Envelope><Body/></Envelope>",
        "<Envelope><Body><R/></Body></Envelope>"
      })
  void whatIsNoAnswerIsRefused(String answer) {
    assertThat(refused(answer)).isNotBlank();
  }

  @Test
  void aMessageInPlaceOfRecordsIsNotAnEmptyAnswer() {
    assertThat(refused(export("<ERROR>Licence expired</ERROR>")))
        .contains("no COMPANY")
        .doesNotContain("Licence");
  }

  @Test
  void textThatIsNotXmlInThePlaceOfTheDocumentIsRefused() {
    assertThat(refused(export("Access violation at a@example.com"))).doesNotContain("example");
  }

  @Test
  void aRecordOfTooManyElementsIsRefused() {
    assertThat(refused(export("<COMPANY>" + "<A/>".repeat(XmlNode.MOST_NODES) + "</COMPANY>")))
        .contains("200000 elements");
  }

  @Test
  void aTextThatIsTooLongIsRefused() {
    String text = "x".repeat(XmlNode.LONGEST_TEXT + 1);

    assertThat(refused(export("<COMPANY>" + text + "</COMPANY>"))).contains("1000000 characters");
    assertThat(refused(export("<COMPANY a=\"" + text + "\"/>"))).contains("1000000 characters");
  }

  @Test
  void anAnswerThatIsTooLargeIsRefused() {
    InputStream bytes =
        new ByteArrayInputStream(
            export("<R>" + Answers.company("1").repeat(100) + "</R>")
                .getBytes(StandardCharsets.UTF_8));

    BrokenXml broken =
        catchThrowableOfType(BrokenXml.class, () -> records(new SizeLimit(bytes, 2_000)));

    assertThat(broken.finding()).contains("larger than 2000 bytes");
    assertThat(broken.nextStep()).contains("khaos.calls.answer-bytes");
  }

  @Test
  void aLargeAnswerIsReadWhole() throws Exception {
    String companies = Answers.company("1").repeat(50_000);

    assertThat(records(export("<R>" + companies + "</R>"))).hasSize(50_000);
  }

  @Test
  void objectsAreFoundInTheResultAndBehindIt() throws Exception {
    String inline =
        Answers.envelope(
            "GetCompanyList",
            "<return><List><item><CompanyCode>A1</CompanyCode><OtherRef>x</OtherRef></item>"
                + "<item><CompanyCode> A2 </CompanyCode></item></List></return>");
    String behind =
        Answers.envelope("GetCompanyList", "<return href=\"#1\"/>")
            .replace(
                "</SOAP-ENV:Body>",
                "<T id=\"1\"><List><item href=\"#2\"/><item href=\"#3\"/></List></T>"
                    + "<C id=\"2\"><CompanyCode>A1</CompanyCode><OtherRef/></C>"
                    + "<C id=\"3\"><CompanyCode>A2</CompanyCode></C></SOAP-ENV:Body>");

    for (String answer : List.of(inline, behind)) {
      assertThat(
              new SoapAnswer(
                      new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)), "UTF-8")
                  .objects(Set.of("CompanyCode")))
          .containsExactly(Map.of("CompanyCode", "A1"), Map.of("CompanyCode", "A2"));
    }
  }
}
