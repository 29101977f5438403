package com.khaosbridge.sandbox.khaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoapReaderTest {
  private static final String ENVELOPE =
      "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\">%s</e:Envelope>";
  private static final String ORDERS =
      "<e:Body><m:ExportOrders xmlns:m=\"urn:IKosWebIntf-IKosWeb\">%s</m:ExportOrders></e:Body>";
  private final SoapReader reader = new SoapReader();

  @Test
  void parametersAreTakenByNameWhateverTheirOrder() throws SoapFault {
    SoapCall call = read(orders("<MappingType>1</MappingType><IDs>a, b,,<![CDATA[c]]></IDs>"));

    assertThat(call.operation()).isEqualTo(Operation.EXPORT_ORDERS);
    assertThat(call.list("IDs")).containsExactly("a", "b", "c");
    assertThat(call.number("MappingType")).isEqualTo(1);
  }

  @Test
  void underOtherNamesParametersAreTakenByPosition() throws SoapFault {
    SoapCall call = read(orders("<OrderIDs>a</OrderIDs><Mapping>1</Mapping>"));

    assertThat(call.list("IDs")).containsExactly("a");
    assertThat(call.number("MappingType")).isEqualTo(1);
    assertThatThrownBy(() -> read(orders("<OrderIDs>a</OrderIDs>")))
        .isInstanceOf(SoapFault.class)
        .hasMessageContaining("takes 2 parameters");
  }

  @Test
  void aHeaderIsPassedOver() throws SoapFault {
    SoapCall call =
        read(
            ENVELOPE.formatted(
                "<e:Header><a><b/></a></e:Header>" + ORDERS.formatted("<IDs>a</IDs>")));

    assertThat(call.list("IDs")).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no xml",
        "<a/>",
        "<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\"><e:Body/></e:Envelope>",
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body/></e:Envelope>",
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><GetCompanyList/></e:Body></e:Envelope>",
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><m:DropTables xmlns:m=\"urn:IKosWebIntf-IKosWeb\"/></e:Body></e:Envelope>",
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><m:GetMailingStatusList xmlns:m=\"urn:IKosWebIntf-IKosWeb\"/></e:Body>",
      })
  void whatIsNoCallIsAFault(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(SoapFault.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE e:Envelope>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>",
        "<!DOCTYPE a [<!ENTITY a \"aaaa\"><!ENTITY x \"&a;&a;&a;&a;\">]>",
      })
  void aDocumentTypeIsRefusedAndItsEntitiesAreNotRead(String doctype) {
    assertThatThrownBy(
            () ->
                read(
                    doctype
                        + orders("<IDs>" + (doctype.contains("ENTITY x") ? "&x;" : "") + "</IDs>")))
        .isInstanceOf(SoapFault.class)
        .hasMessageContaining("not accepted");
  }

  @Test
  void badValuesAreFaultsWithTheParametersName() throws SoapFault {
    SoapCall call =
        read(
            ENVELOPE.formatted(
                "<e:Body><m:ExportOrderStatusEx xmlns:m=\"urn:IKosWebIntf-IKosWeb\"><DateFrom>01/02/2011</DateFrom><WebOnly>yes</WebOnly><MappingType>x</MappingType><DateTo>1899-12-30T00:00:00</DateTo><IncludeTracking>-1</IncludeTracking></m:ExportOrderStatusEx></e:Body>"));

    assertThatThrownBy(() -> call.date("DateFrom"))
        .hasMessage("'DateFrom' is not a valid date and time");
    assertThatThrownBy(() -> call.flag("WebOnly")).hasMessageContaining("'WebOnly'");
    assertThatThrownBy(() -> call.number("MappingType")).hasMessageContaining("'MappingType'");
    assertThat(call.date("DateTo")).isNull();
    assertThat(call.flag("IncludeTracking")).isTrue();
    assertThat(call.flag("IncludeCancelled")).isFalse();
  }

  @Test
  void aSoapActionOfAnotherOperationIsAFault() {
    byte[] body = orders("<IDs>a</IDs>").getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> reader.read(body, "urn:IKosWebIntf-IKosWeb#ExportCompany"))
        .isInstanceOf(SoapFault.class);
  }

  private static String orders(String parameters) {
    return ENVELOPE.formatted(ORDERS.formatted(parameters));
  }

  private SoapCall read(String body) throws SoapFault {
    return reader.read(body.getBytes(StandardCharsets.UTF_8), "");
  }
}
