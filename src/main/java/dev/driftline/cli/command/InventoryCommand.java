package dev.driftline.cli.command;

import dev.driftline.cli.option.InventoryOptions;
import dev.driftline.cli.process.Console;
import dev.driftline.inventory.Inventory;
import dev.driftline.inventory.connection.LoginOptions;
import dev.driftline.inventory.pattern.Selection;
import dev.driftline.inventory.value.Variable;
import dev.driftline.model.host.ConnectionFault;
import dev.driftline.model.host.Host;
import dev.driftline.model.host.HostLocation;
import dev.driftline.source.Problems;
import dev.driftline.text.Count;
import dev.driftline.text.Escape;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `driftline inventory`: hosts, groups, variables, and where each value came from. Connects to nothing.
@Command(
    name = "inventory",
    mixinStandardHelpOptions = true,
    description = "Show hosts, groups and every variable with the file and line it came from.")
public final class InventoryCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private InventoryOptions options = new InventoryOptions();

  public InventoryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, BadFiles {
    Problems problems = new Problems();
    Inventory inventory = options.read(problems);
    BadFiles.check(problems, console);
    Problems ofSelection = new Problems();
    List<Host> hosts = inventory.toAsk(options.pattern(), LoginOptions.NONE, ofSelection);
    Map<String, HostLocation> locations = new HashMap<>();
    inventory.locations(ofSelection).forEach(location -> locations.put(location.host(), location));
    BadFiles.check(ofSelection, console);
    Writer out = console.out();
    for (Host host : hosts) {
      show(host, Objects.requireNonNull(locations.get(host.name())), inventory, out);
    }
    showGroups(inventory, out);
    return 0;
  }

  private static void show(Host host, HostLocation location, Inventory inventory, Writer out)
      throws IOException {
    line(out, "host " + host.name());
    line(out, "  reached   " + reached(host));
    if (!location.addresses().isEmpty()) {
      line(out, "  also has  " + String.join(", ", location.addresses()));
    }
    line(out, "  defined   " + inventory.at(host.name()));
    line(out, "  groups    " + String.join(", ", inventory.variables(host.name()).groupNames()));
    for (Variable variable : inventory.variables(host.name()).list()) {
      line(out, "  %s = %s    (%s)".formatted(variable.name(), variable.shown(), variable.at()));
    }
  }

  private static String reached(Host host) {
    return switch (host.connection().method()) {
      case NONE -> {
        ConnectionFault fault = host.fault().orElseThrow();
        yield "cannot be reached: %s; %s".formatted(fault.detail(), fault.hint());
      }
      case LOCAL -> "on this machine, without SSH";
      case SSH -> {
        String user = host.connection().login().user();
        String through =
            host.connection().jumps().isEmpty()
                ? ""
                : ", through "
                    + String.join(
                        ", ",
                        host.connection().jumps().stream()
                            .map(hop -> hop.address() + " port " + hop.port())
                            .toList());
        yield "%s%s port %d%s"
            .formatted(
                user.isEmpty() ? "" : user + "@",
                host.connection().address(),
                host.connection().port(),
                through);
      }
    };
  }

  private static void showGroups(Inventory inventory, Writer out) throws IOException {
    for (String group : inventory.groupNames()) {
      Selection members = inventory.match(group);
      line(out, "group %s: %s".formatted(group, Count.of(members.hosts().size(), "host")));
    }
  }

  private static void line(Writer out, String line) throws IOException {
    out.write(Escape.start(Escape.line(line)) + "\n");
  }
}
