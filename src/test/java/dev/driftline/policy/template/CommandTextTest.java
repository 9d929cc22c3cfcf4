package dev.driftline.policy.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class CommandTextTest {

  private static final List<String> HOSTILE =
      List.of(
          "a; echo INJECTED",
          "$(echo INJECTED)",
          "`echo INJECTED`",
          "'; echo INJECTED; '",
          "'\\''; echo INJECTED; #",
          "\"; echo INJECTED; \"",
          "\\'; echo INJECTED; \\'",
          "a && echo INJECTED",
          "a | echo INJECTED",
          "> /dev/null",
          "*",
          "~root",
          "${HOME}",
          "# x",
          "{{ v }}{% raw %}",
          "a b",
          "\\",
          "'",
          "''",
          "-n",
          "é'\ud83d\ude00",
          "");

  private final Renderer renderer = new Renderer();

  private Rendering command(String template, Object value) {
    return renderer.renderCommand(template, Map.of("v", value, "on", true));
  }

  private static String run(String command) throws IOException, InterruptedException {
    Process shell = new ProcessBuilder("/bin/sh", "-c", command).redirectErrorStream(true).start();
    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).as("%s says %s", command, said).isZero();
    return said;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "printf -- '<%s>' {{ v | quote }}",
        "printf -- '<%s>' \"\"{{ v | quote }}''",
        "printf -- \"<%s>\" {% if on %}{{ v | quote }}{% endif %}",
        "x={{ v | quote }}; printf '<%s>' \"$x\"",
        "x=$(printf -- '%s' {{ v | quote }}); printf '<%s>' \"$x\"",
        "printf -- '<%s>' {{ v | default('d') | quote }}",
        "x=${HOME:-/root}; printf -- '<%s>' {{ v | quote }}",
        "x=a\\\n#b; printf -- '<%s>' {{ v | quote }}",
      })
  void givesAShellExactlyTheValue(String template) throws IOException, InterruptedException {
    for (String value : HOSTILE) {
      String expected = template.contains("default") && value.isEmpty() ? "" : value;
      switch (command(template, value)) {
        case Rendering.Text(String text) ->
            assertThat(run(text)).as(text).isEqualTo("<" + expected + ">");
        case Rendering.Failed failed -> throw new AssertionError(value + ": " + failed);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo {{ v }}",
        "echo '{{ v }}'",
        "echo \"{{ v }}\"",
        "echo {{ v | quote | trim }}",
        "echo {{ v | trim }}",
        "echo '{{ v | quote }}'",
        "echo \"{{ v | quote }}\"",
        "echo \\{{ v | quote }}",
        "echo ${{ v | quote }}",
        "echo $'x' {{ v | quote }}",
        "echo `echo {{ v | quote }}`",
        "echo \"$(echo {{ v | quote }})\"",
        "echo ${x:-{{ v | quote }}}",
        "echo $(( {{ v | quote }} ))",
        "# don't\necho '{{ v | quote }}'",
        "echo a # {{ v | quote }}",
        "cat <<E\n{{ v | quote }}\nE",
        "cat <\\\n<E\n{{ v | quote }}\nE",
        "cat <\\\n\\\n<E\n{{ v | quote }}\nE",
        "echo $\\\n{{ v | quote }}",
        "echo $\\\n'x' {{ v | quote }}",
        "echo $\\\n{x:-{{ v | quote }}}",
        "echo \"$\\\n(echo {{ v | quote }})\"",
        "echo $(\\\n( {{ v | quote }} ))",
        "echo $[ {{ v | quote }} ]",
        "[[ {{ v | quote }} -eq 1 ]]",
        "{% if on %}echo '{% endif %}{{ v | quote }}",
        "echo {% raw %}'{% endraw %}{{ v | quote }}",
        "echo \"\\\"{{ v | quote }}",
      })
  void refusesWhatAShellCouldTakeForSyntax(String template) {
    for (String value : HOSTILE) {
      assertThat(command(template, value))
          .as("%s with %s", template, value)
          .isInstanceOf(Rendering.Failed.class);
    }
  }

  @Test
  void takesPlainValuesAnywhere() {
    for (Object value : List.of("app1", "a.b/c:d,e=f+g@h%i-j_k", 953L, true, "/etc/ssl")) {
      assertThat(command("echo \"{{ v }}\" '{{ v }}' {{ v }}", value))
          .isEqualTo(
              new Rendering.Text("echo \"%s\" '%s' %s".replace("%s", String.valueOf(value))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo ${{ v }}",
        "echo \"$x{{ v }}\"",
        "echo ${x{{ v }}}",
        "echo ${x:{{ v }}}",
        "echo a{{ v }}>file",
        "echo {{ v }}\\\n2>file",
        "# don't\\\n{{ v }}>file",
        "echo $'it\\'s' <<2\n{{ v }}\n2",
        "cat <<2\n{{ v }}\n2",
      })
  void refusesAPlainValueWhereTheShellReadsMoreThanText(String template) {
    assertThat(command(template, 2L))
        .isEqualTo(
            new Rendering.Failed(
                template.startsWith("cat") || template.contains("\n{{") ? 2 : 1,
                "`{{ v }}` stands where the shell reads more than text",
                "put it into a shell variable first, `v={{ … | quote }};`, and use that"));
  }

  @Test
  void takesNumbersOnlyWhereTheShellCalculates() {
    assertThat(command("echo $(( {{ v }} * 2 ))", 21L))
        .isEqualTo(new Rendering.Text("echo $(( 21 * 2 ))"));
    assertThat(command("echo $(( {{ v }} * 2 ))", "x=1")).isInstanceOf(Rendering.Failed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm {{ v | quote }}",
        "rm -f -- a; rm {{ v | quote }}",
        "rm ''{{ v | quote }}",
        "rm \\\n {{ v | quote }}",
        "rm 2>&1 {{ v | quote }}",
        "rm > /dev/null {{ v | quote }}",
      })
  void refusesAValueThatAProgramTakesForAnOption(String template) {
    assertThat(command(template, "-rf"))
        .isEqualTo(
            new Rendering.Failed(
                template.contains("\n") ? 2 : 1,
                "the value of `{{ v | quote }}` begins with `-`, so that a program takes it for an option",
                "write the word `--` before it, or give it a fixed beginning: `--name={{ … | quote }}`"));
    assertThat(command(template, "a-rf")).isInstanceOf(Rendering.Text.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm -- {{ v | quote }}",
        "rm -- a {{ v | quote }}",
        "rm '--' \\\n{{ v | quote }}",
        "rm ./{{ v | quote }}",
        "grep --regexp={{ v | quote }} -- a",
        "cat < {{ v | quote }}",
        "v={{ v | quote }}",
      })
  void takesAValueThatIsNoOption(String template) {
    assertThat(command(template, "-rf"))
        .isEqualTo(new Rendering.Text(template.replace("{{ v | quote }}", "'-rf'")));
  }

  @Test
  void refusesControlCharactersEvenQuoted() {
    for (String value : List.of("a\nb", "a\u0000b", "\u001b[31m", "a\rb", "\u0085")) {
      assertThat(command("echo {{ v | quote }}", value))
          .as(value)
          .isInstanceOf(Rendering.Failed.class);
    }
  }

  @Test
  void refusesListsNothingAndMarksOfItsOwn() {
    assertThat(command("echo {{ v | quote }}", List.of("a"))).isInstanceOf(Rendering.Failed.class);
    assertThat(command("echo {{ nowhere | quote }}", "a")).isInstanceOf(Rendering.Failed.class);
    assertThat(command("echo \ufdd0\ue000 {{ v }}", "a")).isInstanceOf(Rendering.Failed.class);
  }

  @Test
  void saysWhichExpressionItIsAndWhatToWrite() {
    assertThat(command("echo\necho {{ v }}", "a; b"))
        .isEqualTo(
            new Rendering.Failed(
                2,
                "the value of `{{ v }}` could be shell syntax",
                "write `| quote` as its last filter, outside of quotes; without it a value holds letters,"
                    + " digits and `_./:,=+@%-` only and does not begin with `-`"));
    assertThat(command("echo '{{ v | quote }}'", "a"))
        .isEqualTo(
            new Rendering.Failed(
                1,
                "`{{ v | quote }}` stands where quoting does not hold",
                "put it outside of quotes, and after no `\\`, `$`, back-quote, `#`, `<<`, `${x:-…}`, `[[` or `((`"));
  }
}
