package dev.driftline;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.JSch;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The one picture of who may use whom, the table of `docs/ARCHITECTURE.md`: a package sees the
/// packages in its row and no other. A library's classes are used in the rooms of its line in
/// `docs/dependencies.md`, so a new library without a line fails.
class PackageDirectionTest {

  private static final String ROOT = "dev.driftline.";

  /// What a line of `docs/dependencies.md` says of a library that every room may use, and of one that only other
  /// libraries use.
  private static final String ALL = "all";

  private static final String NOBODY = "–";

  /// The list of probes: the package itself, without the rooms inside.
  private static final String PROBES = "probe";

  /// Stands for the room of each probe.
  private static final String A_PROBE = "probe.NAME";

  private static final Map<String, Set<String>> MAY_USE =
      rows(
          """
          file:
          model:
          text:
          source: file, text
          version:
          product: model, source, version
          inventory: file, model, source
          policy: file, model, product, source, text, version
          probe.kit: model, text
          probe.NAME: model, text, product, probe.kit
          probe: model, probe.kit, probe.NAME
          collect: model, text, probe.kit
          ssh: file, model, text, collect
          cause: model, text
          facts: file, model, probe.kit, collect
          cases: model, source, policy
          judge: model, text, policy, version
          pair: model, text, policy, product, probe.kit, probe.sockets, probe.libraries, \
            probe.packages
          accept: model, text, policy, source
          baseline: model, text, probe.host, probe.packages, probe.processes, \
            probe.sockets
          gate: model, text, source, version, inventory, policy, product, \
            probe.packages, probe.libraries
          run: file, model, text, source, version, inventory, policy, probe, probe.kit, \
            probe.NAME, collect, facts, cases, ssh, judge, cause, pair, gate, product
          report: model, text
          demo: model
          cli: accept, baseline, file, model, source, version, inventory, policy, product, probe, \
            probe.kit, probe.NAME, collect, facts, cases, ssh, judge, cause, pair, gate, run, \
            report, text, demo
          """);

  /// A line is a room, a colon, and the rooms that it may use.
  private static Map<String, Set<String>> rows(String lines) {
    return lines
        .lines()
        .map(line -> line.split(": ?", -1))
        .collect(
            Collectors.toMap(
                row -> row[0], row -> row[1].isEmpty() ? Set.of() : Set.of(row[1].split(", +"))));
  }

  /// A line of `docs/dependencies.md`: a library's jar, its bytes, and the rooms that may use it.
  private static final Pattern LIBRARY =
      Pattern.compile("(?m)^\\| `([^`]+\\.jar)` \\| [0-9,]+ \\| ([^|]+) \\| ");

  private static final Pattern JAR = Pattern.compile("([^/]+\\.jar)!");

  /// Our classes in JSch's package, `src/jsch/java`: they see its package-private members.
  private static final String IN_JSCH = "com.jcraft.jsch";

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(new ImportOption.DoNotIncludeJars())
          .importPackages("dev.driftline", IN_JSCH);

  @TestFactory
  Stream<DynamicTest> aPackageUsesOnlyItsOwnRow() {
    Map<String, Set<String>> rows = new TreeMap<>(MAY_USE);
    Set<String> ofAProbe = rows.remove(A_PROBE);
    probeRooms().forEach(room -> rows.put(room, ofAProbe));
    return rows.entrySet().stream()
        .map(row ->
            DynamicTest.dynamicTest(
                row.getKey(), () -> checkRow(row.getKey(), row.getValue(), rows.keySet())));
  }

  private static Set<String> probeRooms() {
    return PRODUCT.stream()
        .map(JavaClass::getPackageName)
        .filter(
            name -> name.startsWith(ROOT + PROBES + ".") && !name.startsWith(ROOT + "probe.kit"))
        .map(name -> name.substring(ROOT.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void checkRow(String room, Set<String> allowed, Set<String> rooms) {
    Set<String> forbidden = new TreeSet<>(rooms);
    forbidden.remove(room);
    forbidden.removeAll(allowed);
    if (allowed.contains(A_PROBE)) {
      forbidden.removeAll(probeRooms());
    }
    noClasses()
        .that()
        .resideInAPackage(pattern(room))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(patterns(forbidden).toArray(String[]::new))
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  private static Stream<String> patterns(Set<String> rooms) {
    return rooms.stream().map(PackageDirectionTest::pattern);
  }

  private static String pattern(String room) {
    return room.equals(PROBES) ? ROOT + room : ROOT + room + "..";
  }

  /// Of two classes that use each other neither can be understood, or tested, alone. Classes inside others count as
  /// one.
  @Test
  void noTwoClassesOfTheProbesUseEachOther() {
    SlicesRuleDefinition.slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith(ROOT + PROBES)
                    ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
                    : SliceIdentifier.ignore();
              }

              @Override
              public String getDescription() {
                return "classes of the probes";
              }
            })
        .should()
        .beFreeOfCycles()
        .check(PRODUCT);
  }

  @TestFactory
  Stream<DynamicTest> aLibraryIsUsedInTheRoomsOfItsLineAndInNoOther() throws IOException {
    Map<String, Set<String>> using = roomsByLibrary();
    return shippedLibraries().entrySet().stream()
        .map(library ->
            DynamicTest.dynamicTest(
                library.getKey(),
                () ->
                    assertThat(homes(using.getOrDefault(library.getKey(), Set.of()), library))
                        .as("rooms that use %s, and docs/dependencies.md", library.getKey())
                        .isEqualTo(library.getValue())));
  }

  /// `DependenciesTest` holds the page against the class path; this finds a library that is listed for tests only.
  @Test
  void everyLibraryThatIsUsedIsListedAsShipped() throws IOException {
    assertThat(shippedLibraries().keySet()).containsAll(roomsByLibrary().keySet());
  }

  /// The rooms, with those that are inside a room of the library's line shown as that room.
  private static Set<String> homes(Set<String> rooms, Map.Entry<String, Set<String>> library) {
    return rooms.stream()
        .map(room ->
            library.getValue().stream()
                .filter(home -> home.equals(ALL) || (room + ".").startsWith(home + "."))
                .findFirst()
                .orElse(room))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// By jar, in the order of the page.
  private static Map<String, Set<String>> shippedLibraries() throws IOException {
    String page = Files.readString(Path.of("docs/dependencies.md"));
    Matcher line =
        LIBRARY.matcher(
            page.substring(page.indexOf("## In the package"), page.indexOf("## For tests only")));
    Map<String, Set<String>> libraries = new LinkedHashMap<>();
    while (line.find()) {
      Set<String> rooms = new TreeSet<>(List.of(line.group(2).replace("`", "").split(", ")));
      rooms.remove(NOBODY);
      libraries.put(line.group(1), rooms);
    }
    return libraries;
  }

  /// By jar, what uses a class of it.
  private static Map<String, Set<String>> roomsByLibrary() {
    Map<String, Set<String>> rooms = new TreeMap<>();
    for (JavaClass ours : PRODUCT) {
      for (Dependency dependency : ours.getDirectDependenciesFromSelf()) {
        jar(dependency.getTargetClass())
            .ifPresent(jar ->
                rooms
                    .computeIfAbsent(jar, _ -> new TreeSet<>())
                    .add(ours.getPackageName().replace(ROOT, "")));
      }
    }
    return rooms;
  }

  /// The jar that holds a class; the JDK's classes and ours are in none.
  private static Optional<String> jar(JavaClass type) {
    return type.getBaseComponentType()
        .getSource()
        .map(source -> JAR.matcher(source.getUri().toString()))
        .filter(Matcher::find)
        .map(name -> name.group(1));
  }

  @Test
  void ourClassesInJschsPackageAreForSshOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "ssh..", IN_JSCH)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(IN_JSCH + "..")
        .check(PRODUCT);
  }

  @Test
  void ourClassesInJschsPackageUseJschAndTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage(IN_JSCH)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(IN_JSCH + "..", "java..", "org.jspecify.annotations")
        .check(PRODUCT);
  }

  @Test
  void ofAllProbesOnlyLibrariesKnowsProducts() {
    noClasses()
        .that()
        .resideInAPackage("dev.driftline.probe..")
        .and()
        .resideOutsideOfPackage("dev.driftline.probe.libraries..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.driftline.product..")
        .check(PRODUCT);
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
            Stream.of(
                    Stream.of("dev.driftline", IN_JSCH),
                    patterns(MAY_USE.keySet()),
                    patterns(probeRooms()))
                .flatMap(patterns -> patterns)
                .toArray(String[]::new))
        .check(PRODUCT);
  }
}
