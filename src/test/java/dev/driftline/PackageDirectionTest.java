package dev.driftline;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.jcraft.jsch.JSch;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The one picture of who may use whom, the table of `docs/ARCHITECTURE.md`: a package sees the
/// packages in its row and no other, and a third party's classes only where it is at home.
class PackageDirectionTest {

  private static final String ROOT = "dev.driftline.";

  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("file", Set.of()),
          Map.entry("model", Set.of()),
          Map.entry("text", Set.of()),
          Map.entry("source", Set.of("file", "text")),
          Map.entry("version", Set.of()),
          Map.entry("inventory", Set.of("file", "model", "source")),
          Map.entry("policy", Set.of("file", "model", "source")),
          Map.entry("probe", Set.of("model")),
          Map.entry("collect", Set.of("model", "probe")),
          Map.entry("ssh", Set.of("file", "model", "collect")),
          Map.entry("judge", Set.of("model", "policy", "source", "version")),
          Map.entry("pair", Set.of("model", "policy", "source", "version")),
          Map.entry(
              "run",
              Set.of(
                  "file",
                  "model",
                  "text",
                  "source",
                  "version",
                  "inventory",
                  "policy",
                  "probe",
                  "collect",
                  "ssh",
                  "judge",
                  "pair")),
          Map.entry("report", Set.of("model", "text")),
          Map.entry("demo", Set.of("model")),
          Map.entry(
              "cli",
              Set.of(
                  "file",
                  "model",
                  "source",
                  "version",
                  "inventory",
                  "policy",
                  "probe",
                  "collect",
                  "ssh",
                  "judge",
                  "pair",
                  "run",
                  "report",
                  "text",
                  "demo")));

  /// The packages of a third party, and the only package of ours that may know it.
  private static final Map<String, String> AT_HOME =
      Map.of(
          "org.yaml.snakeyaml", "source",
          "com.hubspot.jinjava", "policy.template",
          "com.jcraft.jsch", "ssh",
          "org.apache.sshd", "demo",
          "picocli", "cli",
          "com.fasterxml.jackson.core", "report");

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.driftline");

  @TestFactory
  Stream<DynamicTest> aPackageUsesOnlyItsOwnRow() {
    return MAY_USE.entrySet().stream()
        .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> checkRow(row)));
  }

  private static void checkRow(Map.Entry<String, Set<String>> row) {
    List<String> forbidden =
        MAY_USE.keySet().stream()
            .filter(other -> !other.equals(row.getKey()) && !row.getValue().contains(other))
            .map(other -> ROOT + other + "..")
            .toList();
    noClasses()
        .that()
        .resideInAPackage(ROOT + row.getKey() + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden.toArray(String[]::new))
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  @TestFactory
  Stream<DynamicTest> aThirdPartyIsKnownOnlyWhereItIsAtHome() {
    return AT_HOME.entrySet().stream()
        .map(party ->
            DynamicTest.dynamicTest(
                party.getKey(),
                () ->
                    noClasses()
                        .that()
                        .resideOutsideOfPackage(ROOT + party.getValue() + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(party.getKey() + "..")
                        .check(PRODUCT)));
  }

  /// JSch's own sessions accept another host key once they are open; those of `SteadySession` do not.
  @Test
  void noSessionIsMadeByJSch() {
    noClasses()
        .should()
        .callMethodWhere(target(owner(assignableTo(JSch.class))).and(target(name("getSession"))))
        .check(PRODUCT);
  }

  @Test
  void everyPackageHasARow() {
    classes()
        .should()
        .resideInAnyPackage(
            Stream.concat(
                    Stream.of("dev.driftline"),
                    MAY_USE.keySet().stream().map(name -> ROOT + name + ".."))
                .toArray(String[]::new))
        .check(PRODUCT);
  }
}
