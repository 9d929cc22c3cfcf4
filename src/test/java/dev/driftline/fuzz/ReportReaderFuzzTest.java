package dev.driftline.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.driftline.cause.Causes;
import dev.driftline.model.RunReport;
import dev.driftline.report.Format;
import dev.driftline.report.Style;
import dev.driftline.report.read.ReportReader;
import dev.driftline.report.read.UnreadableReport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// A JSON report is read, or refused with a sentence. What was read can be written in each format, and is read from
/// there as it was.
class ReportReaderFuzzTest {

  private static final String WHOLE = golden();

  @FuzzTest
  void anyBytesAreReadOrRefused(FuzzedDataProvider data) throws IOException {
    check(data.consumeRemainingAsBytes());
  }

  /// A real report in which some places were written over.
  @FuzzTest
  void aDamagedReportIsReadOrRefused(FuzzedDataProvider data) throws IOException {
    StringBuilder report = new StringBuilder(WHOLE);
    for (int pieces = data.consumeInt(1, 4); pieces > 0; pieces--) {
      int at = data.consumeInt(0, report.length());
      int end = Math.min(report.length(), at + data.consumeInt(0, 30));
      report.replace(at, end, data.consumeString(30));
    }
    check(report.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void check(byte[] bytes) throws IOException {
    RunReport report;
    try {
      report = read(bytes);
    } catch (UnreadableReport e) {
      assertThat(e).hasMessageMatching("(?s)line \\d+, column \\d+: .+; .+");
      return;
    }
    RunReport shown = report.causes().isEmpty() ? Causes.of(report) : report;
    String json = written(Format.JSON, shown);
    RunReport again = read(json.getBytes(StandardCharsets.UTF_8));
    assertThat(written(Format.JSON, again)).isEqualTo(json);
    assertThat(written(Format.TEXT, again)).isEqualTo(written(Format.TEXT, shown));
  }

  private static RunReport read(byte[] bytes) throws IOException {
    return ReportReader.read(new ByteArrayInputStream(bytes));
  }

  private static String written(Format format, RunReport report) throws IOException {
    StringWriter out = new StringWriter();
    format.write(report, Style.PLAIN, out);
    return out.toString();
  }

  private static String golden() {
    try (InputStream file =
        Objects.requireNonNull(Format.class.getResourceAsStream("three.json"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
