package com.khaosbridge.activities.khaos.soap;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.Credentials;
import okhttp3.EventListener;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Carries one call to the service and its answer back, and says what went wrong in the words of
 * {@link ErpException}. All operations only read, so a call may always be repeated.
 */
final class SoapService implements AutoCloseable {
  private static final MediaType XML = MediaType.get("text/xml; charset=utf-8");
  private static final String REACH_STEP =
      "Check that the ERP's web service is up and that khaos.endpoint is right; the call is"
          + " repeated by itself.";

  private final OkHttpClient client;
  private final HttpUrl endpoint;
  private final KhaosAuth auth;
  private final CallLimits limits;
  private final LongAdder calls = new LongAdder();

  SoapService(ErpConnection connection) {
    this.auth = connection.auth();
    this.limits = connection.limits();
    this.endpoint = HttpUrl.get(connection.endpoint());
    OkHttpClient.Builder builder =
        new OkHttpClient.Builder()
            .connectTimeout(limits.connectTimeout())
            .readTimeout(limits.readTimeout())
            .writeTimeout(limits.readTimeout())
            .callTimeout(limits.callTimeout())
            .followRedirects(false)
            .connectionPool(new ConnectionPool(1, 5, TimeUnit.MINUTES))
            .eventListenerFactory(Departure::listenerOf);
    TrustedCertificates.applyTo(builder, connection.trustedCertificates());
    this.client = builder.build();
  }

  /**
   * @throws CallTimedOut if the call left but its answer didn't come in time: less may come sooner
   */
  <T> T call(SoapRequest request, AnswerReader<T> reader) throws CallTimedOut {
    Departure departure = new Departure();
    calls.increment();
    try (Response response = client.newCall(http(request, departure)).execute()) {
      departure.answered = true;
      return read(request, response, reader);
    } catch (SoapFault e) {
      throw new ErpFaultException(
          request.inWords(),
          String.valueOf(e.getMessage()),
          "Call the operation by hand to read the fault, or look for it in the ERP's own log; the"
              + " call is repeated by itself.");
    } catch (BrokenXml e) {
      throw new ErpAnswerException(request.inWords(), e.finding(), e.nextStep());
    } catch (InterruptedIOException e) {
      throw late(request, departure);
    } catch (IOException e) {
      throw lost(request, departure, e);
    }
  }

  private <T> T read(SoapRequest request, Response response, AnswerReader<T> reader)
      throws IOException, SoapFault {
    int status = response.code();
    if (status != 200 && status != 500) {
      throw refused(request, status);
    }
    SoapAnswer answer =
        new SoapAnswer(
            new SizeLimit(response.body().byteStream(), limits.answerBytes()), charset(response));
    if (status == 200) {
      return reader.read(answer);
    }
    try {
      reader.read(answer);
    } catch (BrokenXml e) {
      throw refused(request, status);
    }
    throw refused(request, status);
  }

  private Request http(SoapRequest request, Departure departure) {
    Request.Builder http =
        new Request.Builder()
            .url(endpoint)
            .header("SOAPAction", "\"" + request.action() + "\"")
            .tag(Departure.class, departure)
            .post(RequestBody.create(request.envelope(auth), XML));
    String user = auth.user();
    String secret = auth.secret();
    if (auth.scheme() == KhaosAuth.Scheme.BASIC && user != null && secret != null) {
      http.header("Authorization", Credentials.basic(user, secret, StandardCharsets.UTF_8));
    }
    return http.build();
  }

  private static @Nullable String charset(Response response) {
    MediaType type = response.body().contentType();
    Charset charset = type == null ? null : type.charset();
    return charset == null ? null : charset.name();
  }

  private static ErpUnavailableException refused(SoapRequest request, int status) {
    String step = REACH_STEP;
    if (status == 401 || status == 403) {
      step = "Check khaos.auth, and whether the ERP's server lets this machine call.";
    } else if (status == 404 || (status >= 300 && status < 400)) {
      step = "Check khaos.endpoint: redirects are not followed.";
    }
    return new ErpUnavailableException(
        request.inWords(), "the server answered HTTP " + status + " without a SOAP fault", step);
  }

  private CallTimedOut late(SoapRequest request, Departure departure) {
    if (Thread.currentThread().isInterrupted()) {
      throw new ErpUnavailableException(
          request.inWords(), "the call was interrupted", "It is repeated by itself.");
    }
    if (!departure.begun.get()) {
      throw new ErpUnavailableException(
          request.inWords(), "no connection within " + limits.connectTimeout(), REACH_STEP);
    }
    return new CallTimedOut();
  }

  private static ErpException lost(SoapRequest request, Departure departure, IOException e) {
    if (departure.answered && (e instanceof ProtocolException || e instanceof EOFException)) {
      return new ErpAnswerException(
          request.inWords(),
          "the answer is cut off",
          "Check the ERP's server and any proxy before it; a smaller khaos.calls batch may help.");
    }
    // Kinds of failures are safe to name; their messages may hold addresses.
    return new ErpUnavailableException(
        request.inWords(),
        (departure.begun.get() ? "the connection broke (" : "no connection (")
            + e.getClass().getSimpleName()
            + ")",
        REACH_STEP);
  }

  long calls() {
    return calls.sum();
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }

  /** How far a call got. */
  private static final class Departure {
    private final AtomicBoolean begun = new AtomicBoolean();
    private boolean answered;

    static EventListener listenerOf(Call call) {
      Departure departure = call.request().tag(Departure.class);
      return departure == null ? EventListener.NONE : departure.new Listener();
    }

    private final class Listener extends EventListener {
      @Override
      public void requestHeadersStart(Call call) {
        begun.set(true);
      }
    }
  }
}
