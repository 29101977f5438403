package com.khaosbridge.sandbox;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plain HTTP client for tests of the sandbox. */
public final class SandboxClient {
  private static final String CALL =
      "<?xml version=\"1.0\"?><e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\">"
          + "<e:Body><m:%1$s xmlns:m=\"urn:IKosWebIntf-IKosWeb\">%2$s</m:%1$s></e:Body></e:Envelope>";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private final String baseUrl;

  public SandboxClient(String baseUrl) {
    this.baseUrl = baseUrl;
  }

  public HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(baseUrl + path))
            .method(method, BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  public JsonNode get(String path) throws IOException {
    return JSON.readTree(send("GET", path, "").body());
  }

  public JsonNode post(String path, String body) throws IOException {
    return JSON.readTree(send("POST", path, body).body());
  }

  public List<JsonNode> lines(String path) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    send("GET", path, "").body().lines().forEach(line -> lines.add(JSON.readTree(line)));
    return lines;
  }

  /** The answer to a SOAP call, as it is. */
  public HttpResponse<String> call(String operation, String parameters) throws IOException {
    return send(
        "POST",
        "/Khaos.exe/soap/IKosWeb",
        CALL.formatted(operation, parameters),
        "Content-Type",
        "text/xml; charset=utf-8",
        "SOAPAction",
        "\"urn:IKosWebIntf-IKosWeb#" + operation + "\"");
  }

  /** The text result of a SOAP call. */
  public String result(String operation, String parameters) throws IOException {
    HttpResponse<String> answer = call(operation, parameters);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(answer.body());
    }
    return xml(answer.body()).getElementsByTagName("return").item(0).getTextContent();
  }

  public static Document xml(String text) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(text)));
    } catch (Exception e) {
      throw new IllegalArgumentException("no XML: " + text, e);
    }
  }

  public static List<Element> elements(Document document, String name) {
    return elements(document.getElementsByTagName(name));
  }

  public static List<Element> elements(Element parent, String name) {
    return elements(parent.getElementsByTagName(name));
  }

  /** The text of the first element of this name below. */
  public static String text(Element parent, String name) {
    return parent.getElementsByTagName(name).item(0).getTextContent();
  }

  private static List<Element> elements(NodeList nodes) {
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
