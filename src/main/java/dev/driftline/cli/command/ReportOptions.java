package dev.driftline.cli.command;

import dev.driftline.cli.option.ReportTarget;
import dev.driftline.cli.process.Console;
import dev.driftline.model.RunReport;
import dev.driftline.report.Format;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Where a report goes, and how it looks there: `--format`, `-o` and `--all`.
public final class ReportOptions {

  /// For `--help`, which alone asks for the words.
  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(Format.values()).map(Format::word).iterator();
    }
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      completionCandidates = Formats.class,
      description =
          "Format of the report on standard output: ${COMPLETION-CANDIDATES} (default: text).")
  private Format format = Format.TEXT;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT=FILE",
      converter = ReportTarget.Converter.class,
      description = "Write another report to a file, whole or not at all; may be repeated.")
  private List<ReportTarget> outputs = List.of();

  @Option(names = "--all", description = "Show everything instead of the first few of a kind.")
  private boolean all;

  /// The report files that were asked for.
  public List<ReportTarget> outputs() {
    return outputs;
  }

  /// Writes the report files, then standard output. In this order, because standard output may be a broken pipe, and
  /// the files must be written all the same. If a file cannot be written, the others and standard output still are.
  ///
  /// @return whether all files were written
  public boolean write(RunReport report, ReportFiles files, Console console) throws IOException {
    List<String> failures = files.write(report, console.terminal().file());
    failures.forEach(console::say);
    format.write(report, console.style(all), console.out());
    console.out().flush();
    return failures.isEmpty();
  }
}
