package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged program shows a run again as it was, without its inventory and policies.
@Tag("host")
class ShowIT {

  @TempDir private Path folder;
  private RunFolder run;

  @BeforeEach
  void write() throws IOException {
    run = RunFolder.with(folder);
    run.policy("noisy", 40, "echo \"fault \\033[2J\" >&2; exit 3");
  }

  private Program.Result check(String more) throws Exception {
    return Program.shell(
        "%s -o json=%s/r.json %s; code=$?; rm %s/inventory.yml; exit $code"
            .formatted(run.check("noisy"), folder, more, folder));
  }

  private Program.Result show(String words) throws Exception {
    return Program.shell("cd %s && \"$DRIFTLINE\" show %s".formatted(folder, words));
  }

  @Test
  @DisplayName("check and show print the same bytes and end with the same code")
  void showPrintsWhatCheckPrinted() throws Exception {
    Program.Result check = check("");

    assertThat(check.exit()).isEqualTo(2);
    assertThat(check.stdout()).contains("DRIFT");
    assertThat(show("r.json")).isEqualTo(check);
    assertThat(show("- < r.json")).isEqualTo(check);
    assertThat(show("r.json --format json").stdout()).isEqualTo(run.text("r.json"));
  }

  @Test
  @DisplayName("with --all, and wrapped for a mail in ASCII")
  void theLayoutIsThatOfTheDay() throws Exception {
    Program.Result check = check("--all");
    assertThat(show("--all r.json")).isEqualTo(check);
    assertThat(
            Program.shell("cd %s; COLUMNS=60 LC_ALL=C \"$DRIFTLINE\" show r.json".formatted(folder))
                .stdout())
        .isNotEmpty()
        .matches(text -> text.chars().allMatch(c -> c < 127));
  }

  @Test
  @DisplayName("a report that is cut on its way is refused")
  void aReportThatIsCutIsRefused() throws Exception {
    check("");
    Program.Result show =
        Program.shell("head -c 3000 %s/r.json | \"$DRIFTLINE\" show -".formatted(folder));

    assertThat(show.exit()).isEqualTo(1);
    assertThat(show.stdout()).isEmpty();
    assertThat(show.stderr())
        .matches(
            "driftline: cannot show standard input: line \\d+, column \\d+: the report ends in the middle;"
                + " it was cut, so take a whole copy\n");
  }
}
