package com.khaosbridge.sandbox.khaos;

import static com.khaosbridge.sandbox.SandboxClient.elements;
import static com.khaosbridge.sandbox.SandboxClient.xml;
import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.sandbox.Sandbox;
import com.khaosbridge.sandbox.SandboxClient;
import com.khaosbridge.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

class KhaosFaultTest {
  private Sandbox sandbox;
  private SandboxClient client;

  @BeforeEach
  void start() throws IOException {
    sandbox = Sandbox.start(SandboxOptions.standard());
    client = new SandboxClient(sandbox.baseUrl());
  }

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "ExportInvoices, \"\", Method ExportInvoices not found in interface IKosWeb",
        "GetCompanyList, <LastUpdated>yesterday</LastUpdated>, 'LastUpdated' is not a valid date and time",
        "ExportCompany, <CompanyCode>1</CompanyCode><MappingType>9</MappingType>, MappingType 9 is not supported by ExportCompany",
        "ExportOrders, <IDs>SO1</IDs><MappingType>3</MappingType>, MappingType 3 is not supported by ExportOrders",
        "ExportOrderStatusEx, <IDs>SO1</IDs><MappingType>1</MappingType>, MappingType 1 is not supported by ExportOrderStatusEx",
        "ExportOrderStatusEx, <InvoiceStageIDs>issued</InvoiceStageIDs>, 'InvoiceStageIDs' is not a list of integer values",
      })
  void aRefusalIsAFaultOfTextWithStatus500(String operation, String parameters, String text)
      throws IOException {
    HttpResponse<String> answer = client.call(operation, parameters);

    assertThat(answer.statusCode()).isEqualTo(500);
    Document fault = xml(answer.body());
    assertThat(elements(fault, "faultstring").get(0).getTextContent()).isEqualTo(text);
    assertThat(elements(fault, "faultcode").get(0).getTextContent()).isEqualTo("SOAP-ENV:Server");
    assertThat(elements(fault, "detail")).isEmpty();
  }

  @Test
  void aDocumentTypeIsRefusedOverHttp() throws IOException {
    HttpResponse<String> answer =
        client.send(
            "POST",
            "/Khaos.exe/soap/IKosWeb",
            "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><a>&x;</a>");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("SOAP-ENV:Client").contains("not accepted");
  }

  @Test
  void theWsdlNamesEveryOperationAndTheServicesAddress() throws IOException {
    HttpResponse<String> answer = client.send("GET", "/Khaos.exe/wsdl/IKosWeb", "");

    Document wsdl = xml(answer.body());
    assertThat(elements(wsdl, "soap:operation"))
        .extracting(operation -> operation.getAttribute("soapAction"))
        .contains("urn:IKosWebIntf-IKosWeb#ExportOrderStatusEx")
        .hasSize(5);
    assertThat(elements(wsdl, "soap:address").get(0).getAttribute("location"))
        .isEqualTo(sandbox.baseUrl() + "/Khaos.exe/soap/IKosWeb");
    assertThat(client.send("GET", "/Khaos.exe/soap/IKosWeb", "").statusCode()).isEqualTo(405);
    assertThat(client.send("GET", "/Khaos.exe/other", "").statusCode()).isEqualTo(404);
  }
}
