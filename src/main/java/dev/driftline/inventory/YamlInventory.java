package dev.driftline.inventory;

import dev.driftline.inventory.value.Variable;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.Suggestion;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads one YAML inventory file like Ansible's `yaml` plugin (`ansible/plugins/inventory/yaml.py`). There is one
/// difference. An entry that Ansible skips is an error here, because otherwise a host would not be checked, and no one
/// would see that.
final class YamlInventory {

  private static final List<String> SECTIONS = List.of("hosts", "vars", "children");

  /// `web1:2222`, but not a colon within brackets.
  private static final Pattern WITH_PORT =
      Pattern.compile("((?:[^:\\[\\]]|\\[[^\\]]*])*):([0-9]+)");

  /// `[2001:db8::1]`: with `::` or seven colons, otherwise it is a range.
  private static final Pattern BRACKETED_IPV6 =
      Pattern.compile("\\[((?=.*::|(?:[^:]*:){7})[0-9A-Fa-f:.]+)]");

  private static final String CONVERT =
      "write what it says to a file: ansible-inventory -i INVENTORY --list --yaml --output FILE.yml";

  private final InventoryBuilder builder;

  YamlInventory(InventoryBuilder builder) {
    this.builder = builder;
  }

  void read(YamlNode root) {
    if (!(root instanceof Mapping top)) {
      builder.error(root.at(), "an inventory is a mapping of groups, not " + root.form(), CONVERT);
      return;
    }
    for (Entry entry : top.entries()) {
      String name = entry.key().text();
      if (SECTIONS.contains(name)) {
        builder.error(
            entry.key().at(),
            "\"%s\" stands where the name of a group is expected".formatted(name),
            "put it below a group: all: { %s: … }".formatted(name));
      } else if (name.equals("_meta")
          || (name.equals("plugin") && entry.value() instanceof Scalar)) {
        builder.error(entry.key().at(), "this is not an inventory of groups and hosts", CONVERT);
        return;
      } else {
        group(entry);
      }
    }
  }

  private Optional<GroupNode> group(Entry entry) {
    Optional<GroupNode> group = builder.group(entry.key());
    if (isNull(entry.value())) {
      return group;
    }
    if (!(entry.value() instanceof Mapping sections)) {
      builder.error(
          entry.value().at(),
          "group \"%s\" must be a mapping, not %s"
              .formatted(entry.key().text(), entry.value().form()),
          "write its hosts below \"hosts:\"");
      return group;
    }
    group.ifPresent(node -> sections.entries().forEach(section -> section(node, section)));
    return group;
  }

  private void section(GroupNode group, Entry section) {
    String name = section.key().text();
    switch (name) {
      case "hosts" -> members(section).forEach(entry -> hosts(group, entry));
      case "children" -> members(section).forEach(entry -> child(group, entry));
      case "vars" -> members(section).forEach(entry -> variable(group, entry));
      default ->
          builder.error(
              section.key().at(),
              "unknown key \"%s\"".formatted(name),
              Suggestion.of("key", name, SECTIONS));
    }
  }

  private List<Entry> members(Entry section) {
    YamlNode value = section.value();
    if (value instanceof Mapping mapping) {
      return mapping.entries();
    }
    if (isNull(value)) {
      return List.of();
    }
    if (value instanceof Scalar one && !section.key().text().equals("vars")) {
      // `hosts: web1` is a mapping with one key and no value
      return List.of(new Entry(one, new Scalar("", true, Optional.empty(), one.at())));
    }
    String key = section.key().text();
    builder.error(
        value.at(),
        "\"%s\" must be a mapping, not %s".formatted(key, value.form()),
        key.equals("vars") ? "write \"name: value\"" : "write each name as a key: \"name:\"");
    return List.of();
  }

  private void child(GroupNode parent, Entry entry) {
    group(entry).ifPresent(child -> parent.addChild(child, entry.key().at()));
  }

  private void variable(GroupNode group, Entry entry) {
    Variable variable = new Variable(entry.key().text(), entry.value(), entry.key().at());
    if (!variable.name().equals("ansible_group_priority")) {
      group.variables.put(variable.name(), variable);
    } else if (entry.value() instanceof Scalar priority
        && priority.text().matches("[+-]?[0-9]{1,15}")) {
      group.priority = Long.parseLong(priority.text());
    } else {
      builder.error(
          entry.value().at(),
          "ansible_group_priority must be a whole number",
          "a group of higher priority wins over others of its depth; 1 is the default");
    }
  }

  private void hosts(GroupNode group, Entry entry) {
    SourceLocation at = entry.key().at();
    String written = entry.key().text();
    // first the port, then ranges, and all hosts of a range get the same variables
    Matcher withPort = WITH_PORT.matcher(written);
    boolean port = written.indexOf(':') >= 0 && withPort.matches();
    String pattern = port ? withPort.group(1) : written;
    List<Variable> variables = new ArrayList<>();
    if (port) {
      Scalar number = new Scalar(withPort.group(2), true, Optional.empty(), at);
      variables.add(new Variable("ansible_port", number, at));
    }
    for (Entry own : variablesOf(entry)) {
      reportSection(own);
      variables.add(new Variable(own.key().text(), own.value(), own.key().at()));
    }
    for (String name : names(pattern, at)) {
      builder
          .host(name, group, at)
          .ifPresent(host -> variables.forEach(variable -> builder.set(host, variable)));
    }
  }

  /// Below a host, `vars` is a variable like any other. Who writes variables into it wonders why they have no effect.
  private void reportSection(Entry own) {
    if (SECTIONS.contains(own.key().text()) && own.value() instanceof Mapping) {
      builder.warning(
          own.key().at(),
          "below a host, \"%s\" is a variable, and what is in it has no effect"
              .formatted(own.key().text()),
          "write the variables of a host directly below its name");
    }
  }

  private List<String> names(String pattern, SourceLocation at) {
    if (pattern.indexOf('[') < 0) {
      return List.of(pattern);
    }
    Matcher ipv6 = BRACKETED_IPV6.matcher(pattern);
    if (ipv6.matches()) {
      return List.of(ipv6.group(1));
    }
    try {
      return HostRange.expand(pattern);
    } catch (IllegalArgumentException e) {
      builder.error(at, String.valueOf(e.getMessage()), "write [first:last] or [first:last:step]");
      return List.of();
    }
  }

  private List<Entry> variablesOf(Entry host) {
    if (host.value() instanceof Mapping mapping) {
      return mapping.entries();
    }
    if (!isNull(host.value())) {
      builder.error(
          host.value().at(),
          "host \"%s\" must be a mapping of variables or empty, not %s"
              .formatted(host.key().text(), host.value().form()),
          "write its variables below it, or nothing");
    }
    return List.of();
  }

  private static boolean isNull(YamlNode node) {
    return node instanceof Scalar scalar && scalar.isNull();
  }
}
