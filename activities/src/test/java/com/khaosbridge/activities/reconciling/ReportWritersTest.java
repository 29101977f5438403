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
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
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
  void htmlNeedsNothingElseAndRunsNothing() {
    ReportHtml.write(report("<script>alert(1)</script>"), out);

    assertThat(out.toString())
        .contains("&lt;script&gt;", "afterCredits", "2011-06-08", "-1000")
        .doesNotContain("<script", "http:", "https:", "src=");
  }

  private static ReconciliationReport report(String order) {
    Sums sums = new Sums(1, 1, 0, 1, BigDecimal.ONE, new BigDecimal("1E+3"), BigDecimal.ZERO);
    return new ReconciliationReport(
        "khaos",
        Instant.parse("2011-06-09T00:00:00Z"),
        null,
        null,
        List.of(
            new Side(
                "dotdigital",
                List.of("Metrics were not compared."),
                true,
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
