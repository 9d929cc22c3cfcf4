package dev.driftline.hostile;

import static dev.driftline.hostile.LintedFolder.first;
import static org.assertj.core.api.Assertions.assertThat;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.lib.Importable;
import dev.driftline.cli.Started;
import dev.driftline.policy.template.Renderer;
import dev.driftline.policy.template.Rendering;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Templates in policies that somebody else may have written, up to the exit code of `lint`.
@Timeout(120)
class TemplatesTest {

  private static final Context EVERYTHING = new Jinjava().getGlobalContext();

  @TempDir Path temporary;

  private LintedFolder folder() {
    return new LintedFolder(temporary);
  }

  private Started lint(String template) throws IOException {
    folder()
        .write(
            "hosts.yml",
            "all: {hosts: {h: {ansible_connection: local, name: app1, braces: '{{ name }}'}}}\n");
    folder()
        .write(
            "p.yaml",
            "policy: p\nchecks:\n  - id: c\n    probe: host\n    expect:\n      os: '%s'\n"
                .formatted(template.replace("'", "''")));
    return folder().lint();
  }

  @ParameterizedTest
  @DisplayName("T06, T07, T10, T11, T12, T14, T15 what a template may not hold ends lint with 1")
  @ValueSource(
      strings = {
        "{{ nowhere }}",
        "{{ name.nowhere }}",
        "{{ name | nowhere }}",
        "{% nowhere %}",
        "{{ nowhere() }}",
        "{{ name | render }}",
        "{{ name | fromyaml }}",
        "{{ name | fromjson }}",
        "{{ name | regex_replace('(a+)+$', 'b') }}",
        "{{ ''.class }}",
        "{{ name.getClass().forName('x') }}",
        "{{ ____int3rpr3t3r____ }}",
        "{{ config.objectMapper }}",
        "{% include '/etc/passwd' %}",
        "{% import 'http://127.0.0.1/x' as x %}",
        "{% extends 'jar:file:/x!/y' %}",
        "{% for x in name %}{% endfor %}",
        "{% macro m() %}{% endmacro %}",
        "{% set x = 1 %}",
        "{% do name.add(1) %}",
        "{{ 'a'.repeat(1000000000) }}",
        "{{ name | center(1000000000) }}",
        "{{ name | indent(1000000000) }}",
        "{{ name | format(1000000000) }}",
        "{{ name",
      })
  void endsLintWithOne(String template) throws IOException {
    Started lint = lint(template);

    assertThat(lint.code()).isEqualTo(1);
    assertThat(lint.out()).isEmpty();
    assertThat(first(lint)).startsWith("p.yaml:6:11: error: ");
  }

  @Test
  @DisplayName("T15 1600 nested parentheses and 5000 ifs are refused before they are parsed")
  void refusesWhatNestsTooDeeply() throws IOException {
    assertThat(first(lint("{{ " + "(".repeat(1600) + "1" + ")".repeat(1600) + " }}")))
        .isEqualTo("p.yaml:6:11: error: host \"h\": the expression is nested too deeply");
    assertThat(first(lint("{% if name %}".repeat(5000) + "{% endif %}".repeat(5000))))
        .startsWith("p.yaml:6:1: error: the line is longer than 65536 characters");
    assertThat(first(lint("{% if name %}".repeat(150) + "{% endif %}".repeat(150))))
        .isEqualTo(
            "p.yaml:6:11: error: host \"h\": the template has too many or too deeply nested parts");
  }

  @Test
  @DisplayName(
      "T06, T12 every tag, filter, test and function of the library is off but those that are named here")
  void everythingIsOffButWhatIsNamed() {
    assertThat(
            EVERYTHING.getAllTags().stream()
                .map(Importable::getName)
                .filter(name -> !off("{% " + name + " %}")))
        .isSubsetOf("if", "elif", "else", "endif", "raw", "endraw");
    assertThat(
            names(EVERYTHING.getAllFilters().stream()).filter(name -> !isOffWithAnyArguments(name)))
        .containsExactlyInAnyOrder(
            "default", "d", "lower", "upper", "trim", "replace", "join", "length", "int", "string",
            "first", "last", "sort");
    assertThat(
            names(EVERYTHING.getAllExpTests().stream())
                .filter(name ->
                    rendered("{{ 'a' if name is " + name + " 'x' else 'b' }}")
                        instanceof Rendering.Text))
        .isSubsetOf("defined", "undefined", "none", "string", "number", "mapping", "in");
    assertThat(EVERYTHING.getAllFunctions())
        .isNotEmpty()
        .allSatisfy(function ->
            assertThat(rendered("{{ " + function.getLocalName() + "() }}"))
                .as(function.getName())
                .isInstanceOf(Rendering.Failed.class));
  }

  private static Stream<String> names(Stream<? extends Importable> all) {
    return all.map(Importable::getName).distinct();
  }

  private static Rendering rendered(String template) {
    return new Renderer().render(template, Map.of("name", "app1"));
  }

  /// A filter that is on may fail for want of arguments, so that failing is not enough: whatever it is given, it has to
  /// be unknown or not allowed.
  private static boolean isOffWithAnyArguments(String filter) {
    return Stream.of("name", "12", "list", "map")
        .flatMap(input ->
            Stream.of("", "()", "('a')", "('a', 'b')", "(1)", "(1, 2, 3)", "(name)")
                .map(arguments -> "{{ " + input + " | " + filter + arguments + " }}"))
        .map(template ->
            new Renderer()
                .render(
                    template,
                    Map.of("name", "app1", "list", List.of("b", "a"), "map", Map.of("k", "v"))))
        .allMatch(rendering ->
            rendering instanceof Rendering.Failed failed
                && (failed.message().startsWith("not allowed in a template: ")
                    || failed.message().startsWith("unknown filter ")));
  }

  @Test
  @DisplayName("T09 whatever the library complains of, what it rendered all the same is not used")
  void rendersNothingThatTheLibraryComplainsOf() {
    Jinjava lenient = new Jinjava();
    List<String> complained =
        Stream.of(
                "a{{ nowhere | unknown_filter }}b",
                "a{% nowhere %}b",
                "a{{ name is nowhere }}b",
                "a{{ 1 / 0 }}b",
                "a{{ name | replace }}b",
                "a{% if name %}b",
                "a{% if %}b{% endif %}",
                "a{{ name | int(1, 2, 3) | truncate('x') }}b",
                "a{{ name[ }}b",
                "a{# b")
            .filter(template ->
                !lenient.renderForResult(template, Map.of("name", "app1")).getErrors().isEmpty())
            .toList();

    assertThat(complained).hasSizeGreaterThan(4);
    assertThat(complained)
        .allSatisfy(
            template -> assertThat(rendered(template)).isInstanceOf(Rendering.Failed.class));
  }

  private static boolean off(String template) {
    return !(rendered(template) instanceof Rendering.Text);
  }

  @Test
  @DisplayName("T16 a regular expression of a policy takes linear time whatever the text is")
  void regularExpressionsTakeLinearTime() {
    com.google.re2j.Pattern pattern = com.google.re2j.Pattern.compile("(a+)+$");
    assertThat(pattern.matcher("a".repeat(50_000) + "b").find()).isFalse();
  }

  @Test
  @DisplayName("T20 braces in a variable are not rendered again")
  void rendersOnce() throws IOException {
    assertThat(lint("{{ braces }}").code()).isZero();
    assertThat(new Renderer().render("{{ a }}", Map.of("a", "{{ b }}", "b", "c")))
        .isEqualTo(new Rendering.Text("{{ b }}"));
  }

  @Test
  @DisplayName("T19 a variable in a command is refused where it could be shell syntax")
  void refusesShellSyntaxFromAVariable() {
    for (String value : List.of("x; id", "$(id)", "`id`", "-rf", "a b", "x\ny")) {
      assertThat(new Renderer().renderCommand("echo {{ v }}", Map.of("v", value)))
          .as(value)
          .isInstanceOf(Rendering.Failed.class);
    }
    assertThat(new Renderer().renderCommand("echo {{ v | quote }}", Map.of("v", "x'; id")))
        .isEqualTo(new Rendering.Text("echo 'x'\\''; id'"));
  }
}
