package com.khaosbridge.sandbox.khaos;

import com.khaosbridge.sandbox.http.Request;
import com.khaosbridge.sandbox.http.Response;
import com.khaosbridge.sandbox.http.StandIn;
import com.khaosbridge.sandbox.retail.Customers;
import com.khaosbridge.sandbox.retail.Ownership;
import com.khaosbridge.sandbox.retail.Shop;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Stands in for Khaos Control's web service. The real one serves one connection at a time; this one
 * does not enforce it, but takes its time.
 */
public final class KhaosStandIn implements StandIn {
  private static final String ROOT = "/Khaos.exe/";
  private static final String WSDL_PATH = ROOT + "wsdl/IKosWeb";
  private static final String SOAP_PATH = ROOT + "soap/IKosWeb";

  private final SoapReader reader = new SoapReader();
  private final Operations operations;
  private final KhaosState state;
  private final KhaosDelay delay;
  private final Supplier<String> baseUrl;
  private final Runnable catchUp;

  /**
   * The web service over a shop.
   *
   * @param catchUp lets all happen that is due in the ERP by now
   * @param baseUrl where clients reach the sandbox, for the address in the WSDL
   */
  public KhaosStandIn(
      Shop shop,
      Erp erp,
      Customers customers,
      Ownership ownership,
      KhaosDelay delay,
      Runnable catchUp,
      Supplier<String> baseUrl) {
    this.operations = new Operations(shop, erp, customers, ownership);
    this.state = new KhaosState(erp, customers, ownership);
    this.delay = delay;
    this.catchUp = catchUp;
    this.baseUrl = baseUrl;
  }

  @Override
  public String system() {
    return "khaos";
  }

  @Override
  public boolean serves(String rawPath) {
    return rawPath.startsWith(ROOT);
  }

  @Override
  public void catchUp() {
    catchUp.run();
  }

  @Override
  public Response handle(Request request) {
    return answer(request, 1);
  }

  @Override
  public Response shortAnswer(Request request, double share) {
    return answer(request, share);
  }

  private Response answer(Request request, double share) {
    return switch (request.rawPath()) {
      case WSDL_PATH ->
          request.method().equals("GET")
              ? Response.of(200, "text/xml; charset=utf-8", Wsdl.text(baseUrl.get() + SOAP_PATH))
              : notAllowed("GET");
      case SOAP_PATH -> request.method().equals("POST") ? call(request, share) : notAllowed("POST");
      default -> Response.of(404, "text/plain; charset=utf-8", "Not found");
    };
  }

  private Response call(Request request, double share) {
    long started = System.nanoTime();
    try {
      SoapCall call = reader.read(request.body(), soapAction(request));
      Operations.Result result = operations.execute(call, share);
      waitUntil(started, delay.of(result.lines()));
      return result.response();
    } catch (SoapFault fault) {
      waitUntil(started, delay.of(0));
      return Soap.fault(fault);
    }
  }

  private static String soapAction(Request request) {
    String header = request.header("SOAPAction");
    return header == null ? "" : header.replace("\"", "").strip();
  }

  private static Response notAllowed(String allowed) {
    return Response.of(405, "text/plain; charset=utf-8", "Method not allowed")
        .with("Allow", allowed);
  }

  /** The delay is the whole time that the ERP takes, what the answer cost included. */
  private static void waitUntil(long started, Duration delay) {
    long left = delay.toNanos() - (System.nanoTime() - started);
    if (left <= 0) {
      return;
    }
    try {
      TimeUnit.NANOSECONDS.sleep(left);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void writeState(Writer out) throws IOException {
    state.write(out);
  }
}
