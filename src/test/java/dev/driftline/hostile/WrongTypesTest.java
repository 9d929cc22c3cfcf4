package dev.driftline.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.Started;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Every value of a policy and of an inventory in turn is given each of the other forms a value can have.
@Timeout(120)
class WrongTypesTest {

  /// Each value on a line of its own, so that its line says which one it is.
  private static final String POLICY =
      """
      policy: p
      title: T
      hosts: all
      checks:
        - id: one
          title: A title
          severity: major
          hosts: all
          tags:
            - dns
          probe:
            fds
          where:
            fd:
              - 0
            kind:
              not:
                pipe
          expect:
            kind:
              all:
                - '!= tcp'
                - '!= udp'
          why: So.
          fix: Thus.
          if_none: pass
          enabled: true
          min_coverage: 95%
          applies_to:
            os: debian
        - id: two
          probe:
            command: 'true'
            user: root
            timeout: 10s
          expect_any:
            exit: 0
          if_absent: not-applicable
        - id: three
          probe: packages
          where: { name: openssl }
          expect_count: '> 1'
        - id: four
          pair:
            port: 3306
            library: libmysql
          expect_none:
            client.series: '= server.series'
      """;

  private static final String INVENTORY =
      """
      all:
        vars:
          ansible_user: root
        hosts:
          h:
            ansible_host: 192.0.2.1
            ansible_port: 22
            ansible_become: true
            ansible_become_user: root
            ansible_become_method: sudo
            ansible_connection: ssh
            ansible_ssh_common_args: -o IdentitiesOnly=yes
            jump:
              - b1
        children:
          g:
            hosts:
              h:
                note: x
            vars:
              role: db
      """;

  @TempDir Path temporary;

  /// What a value can be given instead of what it is.
  private enum Form {
    SCALAR("odd"),
    LIST("[odd]"),
    MAPPING("{odd: odd}");

    private final String text;

    Form(String text) {
      this.text = text;
    }

    static Form of(Node node) {
      return switch (node) {
        case SequenceNode _ -> LIST;
        case MappingNode _ -> MAPPING;
        default -> SCALAR;
      };
    }
  }

  /// A value with the keys that lead to it: `checks/0/where/fd`.
  private record Place(String path, Node node) {

    String with(Form form, String text) {
      int[] points = text.codePoints().toArray();
      int from = node.getStartMark().getIndex();
      int to = node.getEndMark().getIndex();
      while (Character.isWhitespace(points[to - 1])) {
        to--;
      }
      String before = new String(points, 0, from);
      String after = new String(points, to, points.length - to);
      return before + form.text + after;
    }

    int line() {
      return node.getStartMark().getLine() + 1;
    }
  }

  private static List<Place> places(String text) {
    List<Place> places = new ArrayList<>();
    Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
    collect("", yaml.compose(new StringReader(text)), places);
    return places;
  }

  private static void collect(String path, Node node, List<Place> places) {
    places.add(new Place(path, node));
    if (node instanceof MappingNode mapping) {
      mapping
          .getValue()
          .forEach(entry ->
              collect(
                  path + "/" + ((ScalarNode) entry.getKeyNode()).getValue(),
                  entry.getValueNode(),
                  places));
    } else if (node instanceof SequenceNode list) {
      for (int i = 0; i < list.getValue().size(); i++) {
        collect(path + "/" + i, list.getValue().get(i), places);
      }
    }
  }

  /// @return the places and forms that are taken, the others were refused at their line
  private Set<String> taken(String file, String text) throws IOException {
    LintedFolder folder = new LintedFolder(temporary);
    folder.write("hosts.yml", LintedFolder.INVENTORY);
    folder.write("p.yaml", LintedFolder.POLICY);
    folder.write(file, text);
    assertThat(folder.lint().err()).isEmpty();
    Set<String> taken = new TreeSet<>();
    for (Place place : places(text)) {
      for (Form form : Form.values()) {
        if (form != Form.of(place.node())) {
          folder.write(file, place.with(form, text));
          Started lint = folder.lint();
          String what = place.path() + " as " + form.text;
          if (lint.code() == 0) {
            taken.add(what);
          } else {
            assertThat(lint.code()).as(what).isEqualTo(1);
            assertThat(lint.err())
                .as(what)
                .containsPattern("(?m)^%s:%d:[0-9]+: error: ".formatted(file, place.line()))
                .doesNotContain("internal error");
          }
        }
      }
    }
    return taken;
  }

  @Test
  @DisplayName("Y11 a value of a policy in another form is refused with its line")
  void refusesOtherFormsInAPolicy() throws IOException {
    assertThat(taken("p.yaml", POLICY))
        .as("where a matcher stands, and one tag")
        .containsExactly(
            "/checks/0/applies_to/os as [odd]",
            "/checks/0/tags as odd",
            "/checks/2/where/name as [odd]");
  }

  @Test
  @DisplayName("Y11 a value of an inventory in another form is refused with its line")
  void refusesOtherFormsInAnInventory() throws IOException {
    assertThat(taken("hosts.yml", INVENTORY))
        .as(
            "one host or group as Ansible takes it, one bastion, and variables that driftline does not use")
        .containsExactly(
            "/all/children as odd",
            "/all/children/g/hosts as odd",
            "/all/children/g/hosts/h/note as [odd]",
            "/all/children/g/hosts/h/note as {odd: odd}",
            "/all/children/g/vars/role as [odd]",
            "/all/children/g/vars/role as {odd: odd}",
            "/all/hosts as odd",
            "/all/hosts/h/jump as odd");
  }
}
