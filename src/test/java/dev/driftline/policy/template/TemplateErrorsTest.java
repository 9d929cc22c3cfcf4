package dev.driftline.policy.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TemplateErrorsTest {

  private static final Map<String, Object> VARIABLES =
      Map.of(
          "name",
          "app1",
          "low",
          "5.10",
          "port",
          3306L,
          "on",
          true,
          "list",
          List.of("b", "a"),
          "map",
          Map.of("key", "value", "inner", Map.of("deep", "end")),
          "braces",
          "{{ name }} {% if on %}x{% endif %}",
          "empty",
          "");

  private final Renderer renderer = new Renderer();

  private Rendering.Failed failed(String template) {
    return switch (renderer.render(template, VARIABLES)) {
      case Rendering.Text(String text) ->
          throw new AssertionError("rendered \"%.200s\"".formatted(text));
      case Rendering.Failed failed -> failed;
    };
  }

  @Test
  void saysWhatToWriteInsteadOfALookupOrAComparison() {
    assertThat(failed("{{ lookup('env', 'X') }}"))
        .isEqualTo(
            new Rendering.Failed(
                1,
                "calls such as `lookup(…)` cannot be used in a template",
                "there are no lookups: write the value, or set a variable in the inventory"));
    assertThat(failed("{% if low > 0 %}x{% endif %}"))
        .isEqualTo(
            new Rendering.Failed(
                1,
                "`>` cannot be used in a template",
                "conditions have `==`, `!=`, `and`, `or` and `not`; a check compares: `\"> 5\"`"));
    assertThat(failed("{{ nowhere | default(1.10) }}"))
        .isEqualTo(
            new Rendering.Failed(1, "`1.10` would become `1.1`", "write it as a text: `'1.10'`"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{{ nowhere | default(1.5) }} # 1.5",
        "{{ nowhere | default(-1) }} # -1",
        "{{ nowhere | default(-0.5) }} # -0.5",
        "{{ (nowhere) | default('x') }} # x",
        "{{ (low) }} # 5.10",
        "{{ ((low)) }} # 5.10",
        "{{ (name | upper) | lower }} # app1",
        "{% if port == -1 %}a{% else %}b{% endif %} # b"
      })
  void rendersNumbersWithASignOrAPointAndNamesInParentheses(String template, String text) {
    assertThat(renderer.render(template, VARIABLES)).isEqualTo(new Rendering.Text(text));
  }

  @Test
  void aNameWithAFilterInParenthesesHasNoDefault() {
    assertThat(failed("{{ (nowhere | trim) | default('x') }}").message())
        .isEqualTo("`nowhere` is undefined");
    assertThat(failed("{{ " + "(".repeat(20) + "low" + ")".repeat(20) + " }}").message())
        .isEqualTo("the expression is nested too deeply");
  }

  @Test
  void saysWhatIsUndefinedAndWhatToDo() {
    String define = "define it in the inventory, or write `| default('…')` behind its name";
    assertThat(failed(">= {{ nowhere }}"))
        .isEqualTo(new Rendering.Failed(1, "`nowhere` is undefined", define));
    assertThat(failed("{% if map.nowhere %}x{% endif %}"))
        .isEqualTo(new Rendering.Failed(1, "`map.nowhere` is undefined", define));
    assertThat(failed("{{ nowhere | replace('a|b', 'c') }}").message())
        .isEqualTo("`nowhere` is undefined");
  }

  /// Each of these was an empty text or 0 in the library, and so made a check that could not fail.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ nowhere | int }}",
        "{{ nowhere | trim }}",
        "{{ nowhere | length }}",
        "{{ nowhere | string }}",
        "{{ nowhere | join(',') }}",
        "{{ nowhere | trim | default('x') }}",
        "{{ nowhere | quote }}",
        "{{ name | replace('a', nowhere) }}",
        "{{ name | default(nowhere) }}",
        "{% if nowhere == 1 %}a{% endif %}",
        "{% if 1 == nowhere %}a{% endif %}",
        "{% if not nowhere %}a{% endif %}",
        "{% if on or nowhere %}a{% endif %}",
        "{% if on %}a{% elif nowhere %}b{% endif %}",
        "{% if on %}a{% else %}{{ nowhere }}{% endif %}",
        "{{ name }}{{ nowhere }}",
      })
  void aNameWithoutAValueIsAnErrorWhereverItStands(String template) {
    assertThat(failed(template).message()).isEqualTo("`nowhere` is undefined");
    assertThat(failed(template.replace("nowhere", "map.nowhere")).message())
        .isEqualTo("`map.nowhere` is undefined");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "{{ openssl-min }} # `-` cannot be used in a template: it does not compute",
        "{{ port + 1 }} # `+` cannot be used in a template: it does not compute",
        "{{ -port }} # `-` cannot be used in a template: it does not compute",
        "{{ port -1 }} # `-` cannot be used in a template: it does not compute",
        "{{ port | default(1 - 1) }} # `-` cannot be used in a template: it does not compute",
        "{{ port | default(1.10) }} # `1.10` would become `1.1`",
        "{{ (port }} # the template ends too early",
        "{{ (on or port) }} # `or` can stand in `{% if … %}` only",
        "{{ 'a' if on else 'b' }} # `if` cannot stand within `{{ … }}`",
        "{{ on ? 'a' : 'b' }} # `?` cannot stand within `{{ … }}`",
        "{{ port == 1 }} # `==` can stand in `{% if … %}` only",
        "{{ not on }} # `not` can stand in `{% if … %}` only",
        "{{ on or port }} # `or` can stand in `{% if … %}` only",
        "{% if port > 1 %}x{% endif %} # `>` cannot be used in a template",
        "{{ port < 1 }} # `<` cannot be used in a template",
        "{% if name is defined %}x{% endif %} # `is` cannot be used in a template",
        "{% if 'a' in list %}x{% endif %} # `in` cannot be used in a template",
        "{% if port == %}x{% endif %} # the template ends too early",
        "{% for x in list %}x{% endfor %} # the statement `for` cannot be used in a template",
        "{% if on %}x{% else on %}y{% endif %} # nothing can stand behind `else`",
        "{{ name.repeat(3) }} # calls such as `lookup(…)` cannot be used in a template",
        "{{ [name] }} # a list or mapping cannot be written there",
        "{{ name name }} # unexpected `name` in a template",
        "{{ name | }} # a filter is missing after `|`",
      })
  void saysWhatATemplateCannotSay(String template, String message) {
    assertThat(failed(template).message()).isEqualTo(message);
  }

  @Test
  void tellsAnUnknownFilterFromAnUndefinedVariable() {
    assertThat(failed("{{ name | uper }}"))
        .isEqualTo(new Rendering.Failed(1, "unknown filter \"uper\"", "did you mean \"upper\"?"));
    assertThat(failed("{{ name | tojson }}").hint())
        .isEqualTo(
            "filters allowed here: d, default, first, int, join, last, length, lower, quote, replace, sort, string,"
                + " trim, upper");
  }

  @Test
  void namesNoJavaClassWhereAValueDoesNotFit() {
    String hint =
        "of a list take `join(', ')`, `first` or `length`, of a mapping one of its keys, for nothing `default('…')`";
    assertThat(failed("{{ list }}"))
        .isEqualTo(new Rendering.Failed(1, "a list or mapping where a text is needed", hint));
  }

  @Test
  void namesTheLineOfTheTemplate() {
    assertThat(failed("one\ntwo\n{{ nowhere }}").line()).isEqualTo(3);
    assertThat(failed("one\n{{ name.x() }}").line()).isEqualTo(2);
  }
}
