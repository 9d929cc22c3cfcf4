package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.table.Column;
import dev.driftline.model.table.TableDefinition;
import dev.driftline.probe.kit.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every probe has a page in `docs/probes/` whose tables are those of its definition.
///
/// With `-Ddriftline.write=true` the part between the two marks is written instead of compared; what stands outside
/// is written by people.
class ProbeDocsTest {

  private static final String BEGIN = "<!-- begin: written by ProbeDocsTest -->\n";
  private static final String END = "<!-- end: written by ProbeDocsTest -->\n";

  @TestFactory
  Stream<DynamicTest> documentsEveryColumnAndParameter() {
    return Probes.all().stream()
        .map(Probe::definition)
        .map(definition -> DynamicTest.dynamicTest(definition.name(), () -> compare(definition)));
  }

  private static void compare(TableDefinition definition) throws IOException {
    Path page = Path.of("docs", "probes", definition.name() + ".md");
    if (Boolean.getBoolean("driftline.write")) {
      write(page, definition);
    }
    String how = page + ": bin/test ProbeDocsTest -Ddriftline.write=true writes its tables";
    assertThat(page).as(how).exists();
    assertThat(written(Files.readString(page))).as(how).isEqualTo(tables(definition));
  }

  private static String written(String page) {
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    return from < BEGIN.length() || to < from ? "" : page.substring(from, to);
  }

  private static void write(Path page, TableDefinition definition) throws IOException {
    Files.createDirectories(page.getParent());
    String old =
        Files.exists(page)
            ? Files.readString(page)
            : "# The probe `%s`\n\n".formatted(definition.name()) + BEGIN + END;
    int from = old.indexOf(BEGIN);
    int to = old.indexOf(END);
    assertThat(from).as("the first mark in " + page).isNotNegative();
    assertThat(to).as("the second mark in " + page).isGreaterThan(from);
    Files.writeString(
        page, old.substring(0, from) + BEGIN + tables(definition) + old.substring(to));
  }

  private static String tables(TableDefinition definition) {
    StringBuilder text = new StringBuilder(definition.description()).append("\n\n");
    text.append("| column | type | what it holds | example |\n|---|---|---|---|\n");
    for (Column column : definition.columns().list()) {
      text.append(
          "| `%s` | %s | %s | `%s` |\n"
              .formatted(
                  column.name(),
                  column.type().name().toLowerCase(Locale.ROOT),
                  cell(column.description()),
                  cell(column.example())));
    }
    if (!definition.parameters().isEmpty()) {
      text.append("\n| parameter | form | what it says |\n|---|---|---|\n");
      definition.parameters().forEach(parameter -> text.append(row(parameter)));
    }
    return text.append('\n').toString();
  }

  private static String row(TableDefinition.Parameter parameter) {
    String from =
        parameter
            .from()
            .map(column -> " Taken from `%s` in `where`, never written by hand.".formatted(column))
            .orElse(
                !parameter.columns().isEmpty()
                    ? " Taken from the columns that a check names, never written by hand."
                    : parameter.required() ? " Required." : "");
    return "| `%s` | %s | %s%s |\n"
        .formatted(
            parameter.name(),
            parameter.form().name().toLowerCase(Locale.ROOT),
            cell(parameter.description()),
            from);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }
}
