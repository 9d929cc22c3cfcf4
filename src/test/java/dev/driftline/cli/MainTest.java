package dev.driftline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.cli.process.Console;
import dev.driftline.cli.process.Output;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/// The program as a function of its arguments: exit code, standard output, standard error.
class MainTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();

  @Test
  void printsItsVersion() {
    assertThat(run(out, "--version")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).matches("driftline \\S+\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void helpIsDataAndGoesToStandardOutput() {
    assertThat(run(out, "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Usage: driftline")
        .contains("--version");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void noCommandIsAUsageError() {
    assertThat(run(out)).isEqualTo(1);
    assertThat(out.size()).isZero();
    assertThat(err.toString())
        .isEqualTo("driftline: no command given\nTry \"driftline --help\".\n");
  }

  @Test
  void anUnknownOptionIsAUsageError() {
    assertThat(run(out, "--colour-blind")).isEqualTo(1);
    assertThat(out.size()).isZero();
    assertThat(err.toString())
        .startsWith("driftline: Unknown option: '--colour-blind'\n")
        .endsWith("Try \"driftline --help\".\n");
  }

  @Test
  void anArgumentIsQuotedWithoutActingOnTheTerminal() {
    assertThat(run(out, "--\u001b]0;owned\u0007\n::error::")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            """
            driftline: Unknown option: '--\\u{1b}]0;owned\\u{7}\\u{a}::error::'
            Try "driftline --help".
            """);
  }

  @Test
  void whatAFaultQuotesActsOnNoTerminal() {
    Main main = new Main(new Console(new Output(out), new PrintWriter(err, true)));
    main.run("-v");
    main.internalError(new IllegalStateException("\u001b]0;owned\u0007\r::error::"));
    assertThat(err.toString())
        .contains("internal error: java.lang.IllegalStateException: \\u{1b}]0;owned\\u{7}")
        .contains("    at " + MainTest.class.getName())
        .doesNotContain("\u001b", "\u0007", "\r", "\n::");
  }

  @Test
  void aFullDiskUnderStandardOutputIsNotAnExitOfZero() {
    assertThat(run(new Full(), "--version")).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo("driftline: cannot write to standard output: No space left on device\n");
  }

  @Test
  void theFirstFailureIsKeptForThoseWhoDidNotSeeIt() {
    Output output = new Output(new Full());
    PrintWriter swallowing = new PrintWriter(output, true);
    swallowing.println("half a report");
    assertThatThrownBy(output::finish)
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
  }

  private int run(OutputStream stdout, String... arguments) {
    return new Main(new Console(new Output(stdout), new PrintWriter(err, true))).run(arguments);
  }

  /// A disk without room.
  private static final class Full extends OutputStream {
    @Override
    public void write(int one) throws IOException {
      throw new IOException("No space left on device");
    }
  }
}
