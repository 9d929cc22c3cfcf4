package dev.driftline.cli.command;

import dev.driftline.cli.option.InventoryOptions;
import dev.driftline.cli.option.PolicyOptions;
import dev.driftline.cli.process.Console;
import dev.driftline.cli.waivers.WaiverWarnings;
import dev.driftline.inventory.Inventory;
import dev.driftline.model.host.Host;
import dev.driftline.policy.Check;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.policy.file.ShippedPolicies;
import dev.driftline.run.Assignment;
import dev.driftline.run.Catalog;
import dev.driftline.run.cases.CaseFiles;
import dev.driftline.source.Problems;
import dev.driftline.text.Count;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `driftline lint`: everything wrong with inventory and policies, all at once. Connects to nothing.
@Command(
    name = "lint",
    mixinStandardHelpOptions = true,
    description = "Find everything wrong with inventory and policies, without a connection.")
public final class LintCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private InventoryOptions hosts = new InventoryOptions();
  @Mixin private PolicyOptions policies = new PolicyOptions();

  public LintCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, BadFiles {
    Problems problems = new Problems();
    Inventory inventory = hosts.read(problems);
    PolicySet set = PolicySet.read(policies.sources(), Catalog.tables(), problems);
    set.requireWaivers(policies.waivers(), problems);
    List<Host> selected =
        problems.hasErrors() ? List.of() : inventory.select(hosts.pattern(), problems);
    // a table or a plan alone has no check, and may be looked at all the same
    if (!problems.hasErrors() && !set.drafts().isEmpty()) {
      Assignment.of(inventory, selected, set, policies.selection().withThoseOff(), problems);
      WaiverWarnings.lint(set, LocalDate.now(ZoneOffset.UTC), problems);
    }
    if (!problems.hasErrors()) {
      set.doubts(file -> isNamed(file) || !ShippedPolicies.has(file), problems);
    }
    CaseFiles.of(set, problems);
    BadFiles.check(problems, console);
    List<Check> checks = set.drafts().stream().flatMap(policy -> policy.checks().stream()).toList();
    console
        .out()
        .write(
            "no errors: %s, %s, %s%s\n"
                .formatted(
                    Count.of(selected.size(), "host"),
                    Count.of(set.drafts().size(), "policy"),
                    Count.of(checks.size(), "check"),
                    remarks(checks)));
    return 0;
  }

  /// Whether a shipped file is named itself. Who only uses the tables that came with driftline cannot fill their gaps.
  private boolean isNamed(Path file) {
    return policies.sources().contains(file);
  }

  /// How many checks a run with the same options would not judge, and why.
  private String remarks(List<Check> checks) {
    long unasked = checks.stream().filter(policies.selection()::isOff).count();
    long off = checks.stream().filter(check -> !check.enabled()).count();
    List<String> remarks = new ArrayList<>();
    if (off > 0) {
      remarks.add("%d of them off until --check or --tags asks".formatted(off));
    }
    if (unasked > 0) {
      remarks.add("%d of them unknown everywhere: --no-commands".formatted(unasked));
    }
    return remarks.isEmpty() ? "" : " (%s)".formatted(String.join("; ", remarks));
  }
}
