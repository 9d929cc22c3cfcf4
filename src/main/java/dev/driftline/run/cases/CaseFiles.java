package dev.driftline.run.cases;

import dev.driftline.cases.CasesFile;
import dev.driftline.cases.CasesReader;
import dev.driftline.policy.Policy;
import dev.driftline.policy.file.FileKind;
import dev.driftline.policy.file.PolicySet;
import dev.driftline.run.Catalog;
import dev.driftline.source.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The files of cases among policies.
public final class CaseFiles {

  private CaseFiles() {}

  /// Reads them. Mistakes go to `problems`.
  public static List<CasesFile> of(PolicySet policies, Problems problems) {
    Map<String, List<String>> checks = new HashMap<>();
    for (Policy policy : policies.drafts()) {
      checks.put(policy.name(), policy.checks().stream().map(check -> check.info().id()).toList());
    }
    return policies.files(FileKind.CASES).stream()
        .flatMap(file ->
            CasesReader.read(file.source(), file.root(), Catalog.tables(), checks, problems)
                .stream())
        .toList();
  }
}
