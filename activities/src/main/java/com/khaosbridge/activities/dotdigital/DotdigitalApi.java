package com.khaosbridge.activities.dotdigital;

import com.khaosbridge.activities.http.Answer;
import com.khaosbridge.activities.http.CallFailedException;
import com.khaosbridge.activities.http.OutboundClient;
import com.khaosbridge.activities.http.WireJson;
import com.khaosbridge.workflows.delivery.Lane;
import com.khaosbridge.workflows.delivery.Verdict;
import java.nio.charset.StandardCharsets;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Sends calls to the account's own region, each within its tier's quota. An answer that concerns
 * the whole call ends as an exception with the verdict; successes and refusals of rows are answers.
 * Thread-safe.
 */
final class DotdigitalApi {
  private final DotdigitalVerdicts verdicts;
  private final OutboundClient client;
  private final TierQuotas quotas;
  private final HttpUrl discovery;
  private final String credentials;
  private volatile @Nullable HttpUrl endpoint;

  DotdigitalApi(
      DotdigitalSettings settings,
      DotdigitalVerdicts verdicts,
      OutboundClient client,
      TierQuotas quotas) {
    this.verdicts = verdicts;
    this.client = client;
    this.quotas = quotas;
    this.discovery = HttpUrl.get(settings.access().discoveryUrl().toString());
    this.credentials =
        Credentials.basic(
            settings.access().apiUser(), settings.access().apiPassword(), StandardCharsets.UTF_8);
  }

  /**
   * Sends one call.
   *
   * @return a success, or a refusal that speaks of the call's rows (4xx)
   * @throws CallRefusedException with the verdict for all rows otherwise
   */
  Answer send(ApiCall call, Lane lane) throws CallRefusedException {
    HttpUrl base = endpoint;
    return exchange(base == null ? findRegion(lane) : base, call, lane);
  }

  /**
   * Asks for the account's region and uses it from now on. Any region's host answers this one call
   * (developer.dotdigital.com/docs/api-end-points).
   */
  HttpUrl findRegion(Lane lane) throws CallRefusedException {
    Answer answer = exchange(discovery, ApiCall.get(Tier.HIGH, "/v2/account-info"), lane);
    if (answer.status() != 200) {
      throw new CallRefusedException(verdicts.ofRow(answer));
    }
    for (JsonNode property : WireJson.read(answer.body()).path("properties")) {
      if (WireJson.text(property.path("name")).equalsIgnoreCase("ApiEndpoint")) {
        HttpUrl found = HttpUrl.parse(WireJson.text(property.path("value")));
        if (found != null && (found.isHttps() || !discovery.isHttps())) {
          endpoint = found;
          return found;
        }
      }
    }
    throw new CallRefusedException(
        new Verdict.Config(
            "region not found",
            "The account's information names no usable ApiEndpoint. Is the address that of the"
                + " Dotdigital API?"));
  }

  private Answer exchange(HttpUrl base, ApiCall call, Lane lane) throws CallRefusedException {
    quotas.acquire(call.tier(), lane);
    Answer answer;
    try {
      answer = client.send(call.request(base, credentials), lane);
    } catch (CallFailedException e) {
      throw new CallRefusedException(DotdigitalVerdicts.unanswered(e, call.repeatable()));
    }
    quotas.learn(call.tier(), answer);
    Verdict whole = verdicts.ofWholeCall(answer, call.repeatable(), quotas.untilReset(answer));
    if (whole != null) {
      throw new CallRefusedException(whole);
    }
    return answer;
  }
}
