package com.khaosbridge.activities.reconciling;

import com.khaosbridge.workflows.reconciliation.ReconciliationReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** A report as JSON. Amounts are decimal text, so that no reader turns them into a double. */
public final class ReportJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .addModule(new SimpleModule().addSerializer(BigDecimal.class, new DecimalText()))
          .build();

  private ReportJson() {}

  public static void write(ReconciliationReport report, Writer out) {
    try {
      out.write(JSON.writeValueAsString(report));
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class DecimalText extends StdSerializer<BigDecimal> {
    DecimalText() {
      super(BigDecimal.class);
    }

    @Override
    public void serialize(BigDecimal value, JsonGenerator json, SerializationContext context) {
      json.writeString(value.toPlainString());
    }
  }
}
