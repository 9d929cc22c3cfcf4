package dev.driftline.policy.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RendererTest {

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

  private String text(String template) {
    return switch (renderer.render(template, VARIABLES)) {
      case Rendering.Text(String text) -> text;
      case Rendering.Failed failed -> throw new AssertionError(failed);
    };
  }

  private Rendering.Failed failed(String template) {
    return switch (renderer.render(template, VARIABLES)) {
      case Rendering.Text(String text) ->
          throw new AssertionError("rendered \"%.200s\"".formatted(text));
      case Rendering.Failed failed -> failed;
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        ">= {{ low }} # >= 5.10",
        "{{ port }} # 3306",
        "{{ on }} # true",
        "{{ map.key }} # value",
        "{{ map['key'] }} # value",
        "{{ map.inner.deep }} # end",
        "{{ list[0] }} # b",
        "{{ list | join('|') }} # b|a",
        "{{ list | sort | join(',') }} # a,b",
        "{{ list | length }} # 2",
        "{{ list | first }}{{ list | last }} # ba",
        "{{ name | upper }} # APP1",
        "{{ name | replace('app', 'db') }} # db1",
        "{{ ' x ' | trim }} # x",
        "{{ '7' | int }} # 7",
        "{{ low | int }} # 5",
        "{{ port | int }} # 3306",
        "{{ ' -12 ' | int }} # -12",
        "{{ name | int(3) }} # 3",
        "{{ nowhere | default('d') }} # d",
        "{{ map.nowhere | default('d') }} # d",
        "{% if on %}a{% else %}b{% endif %} # a",
        "{% if name == 'x' %}a{% elif (port != 1) and not (low == 'x') %}b{% endif %} # b",
        "{% if nowhere | default(on) %}a{% else %}b{% endif %} # a",
        "{%- if on -%} a {%- endif -%} # a",
        "{% if map.inner['deep'] == 'end' or nowhere | d('') == 'x' %}a{% endif %} # a",
        "{% raw %}{{ name - x }}{% endraw %} # {{ name - x }}",
        "{{ nowhere | default(name) }} # app1",
        "{{ name }}-{{ port }} # app1-3306",
      })
  void rendersWhatPoliciesNeed(String template, String expected) {
    assertThat(text(template)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{{name}}", "{{name }}", "{{ name}}", "{{name|trim}}", "{{name|default('x')}}"})
  void needsNoBlanksWithinBraces(String template) {
    assertThat(new Renderer().render(template, Map.of("name", "web1")))
        .isEqualTo(new Rendering.Text("web1"));
  }

  @Test
  void neverRendersTheTextOfAVariableAgain() {
    assertThat(text("{{ braces }}")).isEqualTo("{{ name }} {% if on %}x{% endif %}");
    assertThat(text("{{ '{' }}{{ '{' }} name }}")).isEqualTo("{{ name }}");
    assertThat(text("{% if on %}{{ braces }}{% endif %}")).contains("{{ name }}");
    assertThat(text("{{ braces | trim | default('x') }}")).contains("{{ name }}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ nowhere }}",
        "{{ map.nowhere }}",
        "{{ name.nowhere }}",
        "{{ name | nowhere }}",
        "{% nowhere %}",
        "{{ nowhere() }}",
        "{{ none }}",
        "{% if nowhere %}x{% endif %}",
        "{{ list }}",
        "{{ map }}",
        "a {{ list }} b",
        "{{ list | string }}",
        "{{ list ~ 'x' }}",
        "{{ list + ['x'] }}",
        "{{ list | sort }}",
        "{{ [name] }}",
        "{{ map.inner | upper }}",
        "{{ [list] | join(',') }}",
        "{{ }}",
        "{{ name",
        "{% if on %}x",
        "{% endif %}",
        "{# never closed",
        "{{ 'x }}",
        "{{ (name }}",
        "{{ name + }}",
        "{{ name name }}",
        "{% if %}x{% endif %}",
      })
  void failsWhereSomethingIsUnknownOrUnfinished(String template) {
    failed(template);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% for x in list %}{{ x }}{% endfor %}",
        "{% set x = 1 %}{{ x }}",
        "{% do list.add(1) %}",
        "{% macro m() %}x{% endmacro %}",
        "{% call m() %}{% endcall %}",
        "{% include '/etc/passwd' %}",
        "{% import 'http://127.0.0.1/x' as x %}",
        "{% from 'x' import y %}",
        "{% extends 'jar:file:/x!/y' %}",
        "{% block x %}y{% endblock %}",
        "{% filter upper %}x{% endfilter %}",
        "{% autoescape %}x{% endautoescape %}",
        "{% unless on %}x{% endunless %}",
        "{% cycle 'a','b' %}",
        "{% print name %}",
        "{{ range(3) }}",
        "{{ range(3) | length }}",
        "{{ namespace(a=1) }}",
        "{{ super() }}",
        "{{ type(name) }}",
        "{{ fn:range(3) }}",
        "{{ list | random }}",
        "{{ name | render }}",
        "{{ name | fromyaml }}",
        "{{ name | fromjson }}",
        "{{ name | tojson }}",
        "{{ name | pprint }}",
        "{{ name | log }}",
        "{{ name | regex_replace('a', 'b') }}",
        "{{ name | format(1) }}",
        "{{ name | center(1000000000) }}",
        "{{ name | indent(1000000000) }}",
        "{{ name | escape }}",
        "{{ list | map('upper') | join }}",
        "{{ name is divisibleby 2 }}",
        "{{ name.repeat(1000000000) }}",
        "{{ name.replaceAll('(a+)+$', 'b') }}",
        "{{ 'a'.repeat(1000000000) }}",
        "{{ 'a'['repeat'](1000000000) }}",
        "{{ name ['matches'] ('(a+)+$') }}",
        "{{ name . repeat (3) }}",
        "{{ (name).repeat(3) }}",
        "{{ ''.class }}",
        "{{ name.class }}",
        "{{ name['class'] }}",
        "{{ ''.getClass() }}",
        "{{ ''.__class__ }}",
        "{{ ____int3rpr3t3r____ }}",
        "{{ ____int3rpr3t3r____.config }}",
        "{{ list.empty }}",
        "{{ map.entrySet }}",
        "{{ name.bytes }}",
        "{{ this }}",
        "{{ self }}",
        "{{ request }}",
        "{{ config }}",
        "{{ context }}",
      })
  void refusesWhateverIsNotNeeded(String template) {
    failed(template);
  }

  @Test
  void survivesWhatWouldEatMemoryOrTime() {
    Map<String, Object> big = new HashMap<>(VARIABLES);
    big.put("big", "a".repeat(60_000));
    String growing = "{{ 'aaaaaaaaaa'" + " | replace('a', 'aaaaaaaaaa')".repeat(100) + " }}";
    String joined = "{{ big" + " ~ big".repeat(500) + " }}";
    for (String template :
        List.of(
            growing,
            joined,
            "{{ big }}{{ big }}",
            "{{ big | replace('a', 'bbbb') }}",
            "{{ " + "(".repeat(1600) + "1" + ")".repeat(1600) + " }}",
            "{{ " + "[".repeat(33) + "1" + "]".repeat(33) + " }}",
            "{% if on %}".repeat(300) + "x" + "{% endif %}".repeat(300),
            "{% if on %}".repeat(17) + "x" + "{% endif %}".repeat(17),
            "{{ " + "-".repeat(4000) + "1 }}",
            "x".repeat(4097) + "{{ name }}",
            "{{ " + "not ".repeat(1000) + "on }}",
            "{{ 'x' * 1000000000 }}")) {
      long before = System.nanoTime();
      Rendering rendering = renderer.render(template, big);
      assertThat(System.nanoTime() - before)
          .as("nanoseconds for %.60s", template)
          .isLessThan(15_000_000_000L);
      assertThat(rendering).as("%.60s", template).isInstanceOf(Rendering.Failed.class);
    }
    assertThat(text("{{ name }}")).isEqualTo("app1");
  }

  @Test
  void keepsHugePowersSmall() {
    assertThat(renderer.render("{{ 10**10**9 }}", VARIABLES).toString().length()).isLessThan(400);
  }

  @Test
  void refusesVariablesThatAreNotPlainData() {
    assertThat(renderer.render("{{ x }}", Map.of("x", new Object())))
        .isEqualTo(
            new Rendering.Failed(
                1,
                "variable \"x\" is of a kind that templates cannot use",
                "give it as a text, a whole number, true or false, a list or a mapping"));
  }

  @Test
  void looksOnlyAtVariablesThatTheTemplateNames() {
    assertThat(renderer.render("{{ a }}", Map.of("a", "1", "x", new Object())))
        .isEqualTo(new Rendering.Text("1"));
  }

  @Test
  void rendersManyDistinctHosts() {
    String all =
        IntStream.range(0, 500)
            .mapToObj(i -> renderer.render("{{ n }}", Map.of("n", "h" + i)))
            .map(rendering -> ((Rendering.Text) rendering).text())
            .distinct()
            .collect(Collectors.joining(","));
    assertThat(all).startsWith("h0,h1,").endsWith("h499");
  }
}
