package com.khaosbridge.activities.reconciling;

import static org.assertj.core.api.Assertions.assertThat;

import com.khaosbridge.workflows.reconciliation.Difference;
import com.khaosbridge.workflows.reconciliation.DifferenceClass;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.Day;
import com.khaosbridge.workflows.reconciliation.ReconciliationReport.Side;
import com.khaosbridge.workflows.reconciliation.Sums;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportWritersTest {
  private final StringWriter out = new StringWriter();

  @Test
  void jsonHasAmountsAsPlainDecimalText() {
    ReportJson.write(report("SO1"), out);

    JsonNode difference = JsonMapper.shared().readTree(out.toString()).at("/sides/0/differences/0");
    assertThat(difference.path("amount").isString()).isTrue();
    assertThat(difference.path("amount").asString()).isEqualTo("-1000");
    assertThat(difference.path("type").asString()).isEqualTo("MISSING");
  }

  @Test
  void csvHasALineADifferenceAndNoFormula() {
    ReportCsv.write(report("=HYPERLINK(1)"), out);

    assertThat(out.toString().lines())
        .containsExactly(
            "place,class,person,order,field,amount_ex_vat,repairable,what",
            "dotdigital,missing,1000001,'=HYPERLINK(1),,-1000,yes,It is not there.");
  }

  @Test
  void htmlHasAllInTablesEscapedAndUnrounded() {
    ReportHtml.write(report("<script>alert(1)</script>"), out);

    assertThat(out.toString())
        .contains("&lt;script&gt;alert(1)", "2011-06-08", "-1,000.000", "1,234.567", "-1,234.567")
        .doesNotContain("<script>alert");
  }

  @Test
  void htmlLoadsNothingAndRunsItsOwnScriptsAlone() throws NoSuchAlgorithmException {
    ReportHtml.write(report("SO1"), out);

    String page = out.toString();
    assertThat(page).doesNotContain(" src=", "href=", "url(", "@import", "import(", "fetch(");
    StringBuilder hashes = new StringBuilder();
    Matcher script = Pattern.compile("(?s)<script>(.*?)</script>").matcher(page);
    while (script.find()) {
      byte[] content = script.group(1).getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      hashes.append(" 'sha256-").append(Base64.getEncoder().encodeToString(hash)).append("'");
    }
    assertThat(hashes).contains("' '");
    assertThat(page)
        .contains(
            "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src" + hashes + "\"");
  }

  @Test
  void chartsAreDrawnFromTheSumsAsDecimalText() {
    ReportHtml.write(report("SO1"), out);

    JsonNode place = chartData().at("/places/0");
    assertThat(place.at("/days").toString()).isEqualTo("[\"2011-06-08\"]");
    assertThat(place.at("/expected/gross").toString()).isEqualTo("[\"1234.567\"]");
    assertThat(place.at("/expected/credits").toString()).isEqualTo("[\"0\"]");
    assertThat(place.at("/expected/afterCredits").toString()).isEqualTo("[\"1234.567\"]");
    assertThat(place.at("/there/afterCredits").toString()).isEqualTo("[\"0\"]");
    assertThat(place.at("/difference").toString()).isEqualTo("[\"-1234.567\"]");
  }

  @Test
  void nothingInTheChartsDataEndsItsElement() {
    ReportHtml.write(report("</script><b>", "SO1", true), out);

    assertThat(out.toString()).doesNotContain("<b>");
    assertThat(chartData().at("/places/0/place").asString()).isEqualTo("</script><b>");
  }

  @Test
  void whatCantBeReadIsInNoChart() {
    ReportHtml.write(report("emarsys", "SO1", false), out);

    JsonNode place = chartData().at("/places/0");
    assertThat(place.path("left").asString()).isEqualTo("accepted");
    assertThat(place.path("expected").path("gross").isArray()).isTrue();
    assertThat(place.path("there").isNull()).isTrue();
    assertThat(place.path("difference").isNull()).isTrue();
  }

  private JsonNode chartData() {
    String begin = "<script type=\"application/json\" id=\"chart-data\">";
    String from = out.toString().substring(out.toString().indexOf(begin) + begin.length());
    return JsonMapper.shared().readTree(from.substring(0, from.indexOf("</script>")));
  }

  private static ReconciliationReport report(String order) {
    return report("dotdigital", order, true);
  }

  private static ReconciliationReport report(String place, String order, boolean ordersReadable) {
    Sums sums = new Sums(1, 1, 0, 1, BigDecimal.ONE, new BigDecimal("1234.567"), BigDecimal.ZERO);
    return new ReconciliationReport(
        "khaos",
        Instant.parse("2011-06-09T00:00:00Z"),
        null,
        null,
        List.of(
            new Side(
                place,
                List.of("Metrics were not compared."),
                ordersReadable,
                sums,
                Sums.NOTHING,
                2,
                0,
                0,
                0,
                List.of(new Day(LocalDate.of(2011, 6, 8), sums, Sums.NOTHING)),
                List.of(),
                List.of(
                    new Difference(
                        "dotdigital",
                        DifferenceClass.MISSING,
                        "1000001",
                        order,
                        null,
                        new BigDecimal("-1E+3"),
                        "It is not there.",
                        true)))));
  }
}
