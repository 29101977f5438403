package com.khaosbridge.sandbox.emarsys;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.emarsys.Account.Answer;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ContactReadingTest {
  @TempDir Path directory;
  private Account account;

  @BeforeEach
  void open() {
    account = Account.in(directory);
    account.upsert(
        "{'key_id':'10569','contacts':["
            + "{'10569':'p1','3':'a@example.com','1':'Ann','31':1,'0':['1','3']},"
            + "{'10569':'p2','3':'twice@example.com'},{'10569':'p3','3':'twice@example.com'}]}");
  }

  @AfterEach
  void close() {
    account.close();
  }

  @Test
  void getDataTakesCamelCaseAndAnswersTheAskedFieldsAsTexts() {
    Answer answer =
        account.post(
            "contact/getdata",
            "{'keyId':'3','keyValues':['a@example.com'],'fields':['1','2',31,'0']}");
    JsonNode contact = answer.data().path("result").path(0);
    assertThat(contact.path("id").isString()).isTrue();
    assertThat(contact.path("uid").isString()).isTrue();
    assertThat(contact.path("1").stringValue()).isEqualTo("Ann");
    assertThat(contact.path("2").isNull()).isTrue();
    assertThat(contact.path("31").stringValue()).isEqualTo("1");
    assertThat(contact.path("0").toString()).isEqualTo("[\"1\",\"3\"]");
    assertThat(contact.path("3").isMissingNode()).isTrue();
    assertThat(answer.data().path("errors").toString()).isEqualTo("[]");
  }

  @Test
  void getDataWithTheMembersOfOtherCallsFails() {
    Answer answer =
        account.post(
            "contact/getdata", "{'key_id':'3','key_values':['a@example.com'],'fields':['1']}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.replyCode()).isEqualTo(2003);
  }

  @Test
  void getDataThatMatchesNothingAnswersFalseAndAnArrayOfErrors() {
    Answer answer = getData("x@example.com");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.data().path("result").isBoolean()).isTrue();
    assertThat(answer.data().path("result").booleanValue()).isFalse();
    assertThat(answer.data().path("errors").toString())
        .isEqualTo(
            "[{\"key\":\"x@example.com\",\"errorCode\":2008,"
                + "\"errorMsg\":\"No contact found with the external id: 3\"}]");
  }

  @Test
  void getDataByAnEmailThatSeveralContactsHaveIs2010() {
    Answer answer = getData("twice@example.com");
    assertThat(answer.data().path("errors").path(0).path("errorCode").intValue()).isEqualTo(2010);
  }

  @Test
  void getDataByInternalIdAndUidFindsTheSameContact() {
    JsonNode byEmail = getData("a@example.com").data().path("result").path(0);
    for (String key : new String[] {"id", "uid"}) {
      Answer answer =
          account.post(
              "contact/getdata",
              "{'keyId':'%s','keyValues':['%s'],'fields':['1']}"
                  .formatted(key, byEmail.path(key).stringValue()));
      assertThat(answer.data().path("result").path(0)).isEqualTo(byEmail);
    }
  }

  @Test
  void aSystemFieldWithoutAnIndexIsAKeyButACustomFieldWithoutOneIsNot() {
    Answer system =
        account.post("contact/getdata", "{'keyId':'1','keyValues':['Ann'],'fields':['3']}");
    assertThat(system.data().path("result")).hasSize(1);
    Answer custom =
        account.post("contact/getdata", "{'keyId':'10571','keyValues':['x'],'fields':['3']}");
    assertThat(custom.status()).isEqualTo(400);
    assertThat(custom.replyCode()).isEqualTo(2004);
  }

  @Test
  void getDataOfMoreThanAThousandKeysIs1000() {
    Answer answer =
        account.post(
            "contact/getdata", "{'keyId':'3','keyValues':" + keys(1_001) + ",'fields':['1']}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.replyCode()).isEqualTo(1000);
  }

  @Test
  void checkIdsMapsKeysToIdTextsAndFailsTheRestByKey() {
    Answer answer =
        account.post(
            "contact/checkids",
            "{'key_id':'3','external_ids':['a@example.com','x@example.com','twice@example.com']}");
    assertThat(answer.data().path("ids").path("a@example.com").isString()).isTrue();
    assertThat(answer.error("x@example.com", 2008)).isNotEmpty();
    assertThat(answer.error("twice@example.com", 2010)).isNotEmpty();
  }

  @Test
  void checkIdsAskedForSeveralIdsAnswersThemAll() {
    Answer answer =
        account.post(
            "contact/checkids",
            "{'key_id':'3','external_ids':['twice@example.com'],'get_multiple_ids':true}");
    assertThat(answer.data().path("ids").path("twice@example.com")).hasSize(2);
  }

  @Test
  void checkIdsOfMoreThanAThousandKeysIs2002() {
    Answer answer =
        account.post("contact/checkids", "{'key_id':'3','external_ids':" + keys(1_001) + "}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.replyCode()).isEqualTo(2002);
  }

  @Test
  void queryPagesThroughAllContacts() {
    assertThat(account.get("contact/query/?return=3&limit=2").data().path("result")).hasSize(2);
    JsonNode rest = account.get("contact/query/?return=3&limit=2&offset=2").data().path("result");
    assertThat(rest).hasSize(1);
    assertThat(rest.path(0).path("3").stringValue()).isEqualTo("twice@example.com");
  }

  @Test
  void queryFiltersByAFieldAndLeavesOutEmptyOnes() {
    assertThat(account.get("contact/query/?return=1&3=twice%40example.com").data().path("result"))
        .hasSize(2);
    assertThat(account.get("contact/query/?return=1&excludeempty=1").data().path("result"))
        .hasSize(1);
  }

  @Test
  void queryWithoutAReturnedFieldAnIndexOrAGoodLimitIs400() {
    assertThat(account.get("contact/query/?3=x").replyCode()).isEqualTo(2014);
    assertThat(account.get("contact/query/?return=3&10571=x").replyCode()).isEqualTo(2015);
    assertThat(account.get("contact/query/?return=3&limit=10001").replyCode()).isEqualTo(2016);
  }

  @Test
  void deleteRemovesContactsForGood() {
    Answer answer =
        account.post("contact/delete", "{'key_id':'3','3':['a@example.com','x@example.com']}");
    assertThat(answer.data().path("deleted_contacts").intValue()).isEqualTo(1);
    assertThat(answer.error("x@example.com", 2008)).isNotEmpty();
    assertThat(getData("a@example.com").data().path("result").isBoolean()).isTrue();
    assertThat(account.state("contact")).hasSize(2);
  }

  @Test
  void deleteOfOneUnknownContactIsReplyCode2008InsideHttp200() {
    Answer answer = account.post("contact/delete", "{'key_id':'3','3':'x@example.com'}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.replyCode()).isEqualTo(2008);
    assertThat(answer.replyText())
        .isEqualTo("No contact found with the external id: 3 - x@example.com");
    assertThat(answer.data().stringValue()).isEmpty();
  }

  @Test
  void deleteLeavesContactsThatShareTheKeyValue() {
    Answer answer = account.post("contact/delete", "{'key_id':'3','3':'twice@example.com'}");
    assertThat(answer.replyCode()).isEqualTo(2010);
    assertThat(account.state("contact")).hasSize(3);
  }

  private Answer getData(String email) {
    return account.post(
        "contact/getdata", "{'keyId':'3','keyValues':['" + email + "'],'fields':['1']}");
  }

  private static String keys(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "'k" + i + "'")
        .collect(Collectors.joining(",", "[", "]"));
  }
}
