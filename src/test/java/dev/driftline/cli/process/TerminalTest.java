package dev.driftline.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.report.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

  private static final Map<String, String> UTF8 = Map.of("LANG", "C.UTF-8");

  @ParameterizedTest
  @CsvSource({
    // streams, columns of the terminal, COLUMNS; width of a report, of progress, of a file
    "'stdout,stderr', 132, '',     132, 132, none",
    "'stdout',         80, '',      80, none, none",
    "',stderr',        80, '',    none,  80, none",
    "'',               '', '',    none, none, none",
    "'stdout,stderr',  20, '',      40,  40, none",
    "'stdout,stderr',   0, '',      80,  80, none",
    "'stdout,stderr',  '', '',      80,  80, none",
    "'stdout,stderr',  x1, '',      80,  80, none",
    "'stdout,stderr', 132, 78,      78,  78, 78",
    "'',               '', 78,      78, none, 78",
    "',stderr',       100, 78,      78,  78, 78",
    "'',               '', 40,      40, none, 40",
    "'',               '', 39,    none, none, none",
    "'stdout,stderr', 132, 39,     132, 132, none",
    "'stdout,stderr', 132, -78,    132, 132, none",
    "'',               '', 7e9,   none, none, none",
    "'',               '', 99999999999, none, none, none"
  })
  void aWidthComesFromTheUserOrTheTerminal(
      String streams, String found, String wished, String report, String progress, String file) {
    Map<String, String> environment = new HashMap<>(UTF8);
    environment.put("COLUMNS", wished);
    Terminal terminal = Terminal.of(streams, found, environment);

    assertThat(terminal.style(false).width()).isEqualTo(columns(report));
    assertThat(terminal.progress()).isEqualTo(columns(progress));
    assertThat(terminal.file()).isEqualTo(new Style(false, false, columns(file), false));
  }

  private static OptionalInt columns(String number) {
    return number.equals("none") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(number));
  }

  @Test
  void coloursAreForATerminalWhoseUserDidNotRefuseThem() {
    assertThat(Terminal.of("stdout", "80", UTF8).style(true))
        .isEqualTo(new Style(true, true, OptionalInt.of(80), false));
    assertThat(Terminal.of(",stderr", "80", UTF8).style(true)).isEqualTo(new Style(true, false));
    assertThat(Terminal.of("stdout", "80", Map.of("NO_COLOR", "0")).style(true).colour()).isFalse();
    assertThat(Terminal.of("stdout", "80", Map.of("NO_COLOR", "")).style(true).colour()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // LC_ALL, LC_CTYPE, LANG
    "'', '', '', false",
    "'', '', C, false",
    "'', '', POSIX, false",
    "'', '', C.UTF-8, true",
    "'', '', C.utf8, true",
    "'', '', de_DE.UTF-8, true",
    "'', '', de_DE.Utf8@euro, true",
    "'', '', sr_RS@latin, false",
    "'', '', de_DE, false",
    "'', '', de_DE.ISO-8859-15@euro, false",
    "'', '', C.UTF-16, false",
    "'', UTF-8, C, true",
    "'', C, de_DE.UTF-8, false",
    "C, en_US.UTF-8, en_US.UTF-8, false",
    "en_US.UTF-8, C, C, true"
  })
  void theFirstVariableThatIsSetNamesTheCharacters(
      String all, String type, String language, boolean utf8) {
    Map<String, String> environment = Map.of("LC_ALL", all, "LC_CTYPE", type, "LANG", language);
    assertThat(PosixLocale.hasUtf8(environment)).isEqualTo(utf8);
    assertThat(Terminal.of("", "", environment).ascii()).isEqualTo(!utf8);
    assertThat(Terminal.of("", "", environment).style(false).ascii()).isEqualTo(!utf8);
    assertThat(Terminal.of("", "", environment).file().ascii()).isEqualTo(!utf8);
  }

  @Test
  void noVariableIsNoUtf8() {
    assertThat(PosixLocale.hasUtf8(Map.of())).isFalse();
    assertThat(PosixLocale.hasUtf8(Map.of("LANG", "C.UTF-8"))).isTrue();
  }

  @Test
  void standardOutputIsAsciiExceptForPrograms() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Output out = new Output(bytes, true);
    out.write("… é\n");
    out.exactly("echo 'é'\n");
    out.write("→\n");
    out.finish();
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("... \\u{e9}\necho 'é'\n->\n");
  }
}
