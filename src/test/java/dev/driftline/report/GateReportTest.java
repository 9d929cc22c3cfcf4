package dev.driftline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.docs.Schema;
import dev.driftline.model.RunReport;
import dev.driftline.report.read.ReportReader;
import dev.driftline.report.read.UnreadableReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The report of a gate in all formats.
class GateReportTest {

  @Test
  void theTextSaysWhatGetsWorseAndWhy() throws IOException {
    Golden.assertSame("gate.txt", written(Format.TEXT, GateRuns.everything(), Style.PLAIN));
  }

  @Test
  void everythingIsShownWithAll() throws IOException {
    Golden.assertSame(
        "gate-all.txt", written(Format.TEXT, GateRuns.everything(), new Style(true, false)));
  }

  @Test
  void theJsonHoldsTheDocumentedFieldsAndNoOther() throws IOException {
    assertThat(
            Schema.strict("report.schema.json")
                .problems(written(Format.JSON, GateRuns.everything(), Style.PLAIN)))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void aGateIsShownAgainAsItWas(Format format) throws IOException {
    RunReport gate = GateRuns.everything();
    RunReport again = read(written(Format.JSON, gate, Style.PLAIN));
    assertThat(written(format, again, Style.PLAIN)).isEqualTo(written(format, gate, Style.PLAIN));
  }

  @Test
  void aGateThatLostItsClientsIsRefused() throws IOException {
    ObjectNode report = (ObjectNode) json();
    report.putNull("gate");
    assertThatThrownBy(() -> read(report.toString()))
        .isInstanceOf(UnreadableReport.class)
        .hasMessageContaining("\"gate\" is missing");
  }

  @Test
  void aCodeThatDoesNotFollowIsRefused() throws IOException {
    ObjectNode report = (ObjectNode) json();
    ((ObjectNode) report.get("run")).put("exit", 0);
    assertThatThrownBy(() -> read(report.toString()))
        .isInstanceOf(UnreadableReport.class)
        .hasMessageContaining("\"exit\" is 0, which does not follow from the results");
  }

  private static JsonNode json() throws IOException {
    return new ObjectMapper().readTree(written(Format.JSON, GateRuns.everything(), Style.PLAIN));
  }

  private static RunReport read(String json) throws IOException {
    return ReportReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static String written(Format format, RunReport run, Style style) throws IOException {
    StringWriter out = new StringWriter();
    format.write(run, style, out);
    return out.toString();
  }
}
