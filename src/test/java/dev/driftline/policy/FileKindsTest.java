package dev.driftline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.policy.file.FileKind;
import dev.driftline.policy.file.PolicySet;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A key of a file says what it is, not its name and not its folder.
class FileKindsTest {

  private static final String POLICY =
      "policy: p\nchecks: [{ id: a, probe: fds, expect: { fd: 1 } }]\n";

  @TempDir private Path folder;
  private PolicyTexts texts;

  @BeforeEach
  void makeTexts() {
    texts = new PolicyTexts(folder);
  }

  @Test
  void casesLieBesideThePolicies() {
    texts.write("p.cases.yaml", "cases: p\ntests: []\n");

    PolicySet set = texts.read(POLICY);

    assertThat(texts.complaints()).isEmpty();
    assertThat(set.drafts()).hasSize(1);
    assertThat(set.files(FileKind.CASES))
        .singleElement()
        .satisfies(file -> assertThat(file.source().name()).endsWith("p.cases.yaml"));
    assertThat(set.files()).hasSize(2);
  }

  @Test
  void aPlanInTheFolderIsLeftOut() {
    texts.write("plan.yaml", "plan: mariadb-11.4\nassume: []\n");

    PolicySet set = texts.read(POLICY);

    assertThat(texts.complaints()).isEmpty();
    assertThat(set.files()).hasSize(1);
  }

  @Test
  void aPlanThatIsNamedAsAPolicyIsAnError() {
    Path plan = texts.write("plan.yaml", "plan: mariadb-11.4\nassume: []\n");

    PolicySet.read(List.of(plan), PolicyTexts.TABLES, texts.problems());

    assertThat(texts.complaints())
        .isEqualTo(
            """
            plan.yaml:1:1: error: a plan is no policy
              hint: name it with `driftline gate --assume-file plan.yaml`
            """);
  }

  @Test
  void twoKindsInOneFileAreAnError() {
    texts.read(POLICY + "plan: x\n");

    assertThat(texts.complaints())
        .isEqualTo(
            """
            p.yaml:3:1: error: policy and plan stand in one file
              3 | plan: x
                | ^
              hint: a file is of one kind: move `plan` into a file of its own
            """);
  }

  @Test
  void aKindThatIsNotReadYetIsAnError() {
    texts.write("swap.yaml", "probe: swap\n");

    texts.read(POLICY);

    assertThat(texts.complaints())
        .isEqualTo(
            """
            swap.yaml:1:1: error: files with `probe` are not supported yet
              1 | probe: swap
                | ^
              hint: remove it from the policies
            """);
  }
}
