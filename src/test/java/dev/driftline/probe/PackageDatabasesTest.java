package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.collect.LocalRun;
import dev.driftline.model.Reason;
import dev.driftline.model.table.Answer;
import dev.driftline.model.table.Question;
import dev.driftline.probe.kit.Capture;
import dev.driftline.probe.kit.Section;
import dev.driftline.probe.kit.packages.FileOwners;
import dev.driftline.probe.packages.PackagesProbe;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Package databases of every kind, in a mount namespace in the place of this machine's. Needs root and the Debian
/// package util-linux.
@Tag("host")
class PackageDatabasesTest {

  private static final Question ALL = new Question("packages");
  private static final Question BASH = new Question("packages", Map.of("names", "bash"));

  /// A file that has an awk program write a status file of so many packages, and of bash.
  private static final String PACKAGES =
      """
      awk 'BEGIN { for (i = 0; i <= %d; i++) print "Package: " (i ? "a-package-of-this-host-" i : "bash") \
      "\\nStatus: install ok installed\\nArchitecture: amd64\\nVersion: 5.10.0-4+deb12u" i "\\n" }' >/var/lib/dpkg/status
      """;

  private static final String ONE = PACKAGES.formatted(0);

  @Test
  void aDatabaseThatIsNotKnownIsNoAbsence() {
    for (String file :
        List.of(
            "opkg/status", "pacman/local/zlib-1/desc", "dpkg/status.d/base", "swupd/bundles/os")) {
      Answer answer = run("make /var/lib/%s\n".formatted(file)).ask(new PackagesProbe(), ALL);

      assertThat(answer).isInstanceOf(Answer.Unknown.class);
      Answer.Unknown unknown = (Answer.Unknown) answer;
      assertThat(unknown.reason()).isEqualTo(Reason.UNSUPPORTED);
      assertThat(unknown.why())
          .matches(
              "there is a package database \\(\\w+: /var/lib/%s\\) that driftline cannot read"
                  .formatted(file));
    }
  }

  @Test
  void aDatabaseThatIsNotKnownMakesTheOthersIncompleteOnlyIfItHoldsPackages() {
    Answer empty =
        run(ONE + "mkdir -p /var/lib/opkg /var/lib/pacman/local\n: >/var/lib/opkg/status\n")
            .ask(new PackagesProbe(), BASH);
    Answer full = run(ONE + "make /var/lib/opkg/status\n").ask(new PackagesProbe(), BASH);

    assertThat(observed(empty).gap()).isEmpty();
    assertThat(observed(full).rows()).hasSize(1);
    assertThat(observed(full).gap())
        .contains(
            "there is a package database (opkg: /var/lib/opkg/status) that driftline cannot read");
  }

  @Test
  void noDatabaseAtAllIsAbsentAndAToolWithoutOneIsNot() {
    Answer none = run(without("dpkg-query") + without("rpm")).ask(new PackagesProbe(), ALL);
    Answer tool = run(without("rpm")).ask(new PackagesProbe(), ALL);

    assertThat(none).isEqualTo(new Answer.Absent("package manager"));
    assertThat(((Answer.Unknown) tool).why())
        .isEqualTo("dpkg: there is dpkg-query, but no database /var/lib/dpkg/status");
  }

  @Test
  void dpkgsFileIsReadWithoutDpkgQueryUnlessItIsStrange() {
    Answer whole = run(without("dpkg-query") + ONE).ask(new PackagesProbe(), BASH);
    Answer cut =
        run(without("dpkg-query") + ONE + "echo Package: a >>/var/lib/dpkg/status\n")
            .ask(new PackagesProbe(), BASH);
    Answer empty = run(": >/var/lib/dpkg/status\n").ask(new PackagesProbe(), BASH);

    assertThat(observed(whole).rows()).hasSize(1);
    assertThat(observed(whole).gap()).isEmpty();
    assertThat(((Answer.Unknown) cut).why())
        .isEqualTo(
            "dpkg: there is no dpkg-query, and /var/lib/dpkg/status is not as dpkg leaves it");
    assertThat(((Answer.Unknown) empty).why()).isEqualTo("dpkg: /var/lib/dpkg/status is empty");
  }

  @Test
  void changesThatDpkgHasNotWrittenOutAreSeen() {
    String update =
        """
        cat >/var/lib/dpkg/updates/0000 <<E
        Package: bash
        Status: install ok unpacked
        Architecture: amd64
        Version: 6

        E
        """;
    Answer answer = run(ONE + update).ask(new PackagesProbe(), BASH);

    assertThat(observed(answer).rows().getFirst().text("status")).contains("unpacked");
    assertThat(observed(answer).rows().getFirst().text("version")).contains("6");
  }

  @Test
  void aLargeHostAnswersAndALargerOneStillAnswersQuestionsAboutNames() {
    Map<Question, Answer> large =
        run(PACKAGES.formatted(10_139))
            .ask(List.of(ALL, BASH), Map.of("packages", new PackagesProbe()));
    Map<Question, Answer> larger =
        run(PACKAGES.formatted(60_000))
            .ask(List.of(ALL, BASH), Map.of("packages", new PackagesProbe()));

    assertThat(observed(to(ALL, large)).rows()).hasSize(10_140);
    assertThat(observed(to(ALL, large)).gap()).isEmpty();
    assertThat(observed(to(ALL, larger)).gap()).contains("cut at 2097152 bytes");
    for (Answer named : List.of(to(BASH, large), to(BASH, larger))) {
      assertThat(observed(named).rows()).hasSize(1);
      assertThat(observed(named).gap()).isEmpty();
    }
  }

  @Test
  void anApkDatabaseThatWasCutIsUnknown() {
    String record = "printf 'P:musl\\nV:1.2\\nA:x86_64\\nF:lib\\nR:ld%s' >/var/lib/apk\n";
    String place = "mkdir -p /lib/apk/db && mv /var/lib/apk /lib/apk/db/installed\n";
    String overlay =
        """
        mkdir -p /mnt && mount -t tmpfs none /mnt && mkdir /mnt/upper /mnt/work
        mount -t overlay overlay -o lowerdir=/usr/lib,upperdir=/mnt/upper,workdir=/mnt/work /usr/lib
        """;
    Answer whole = run(overlay + record.formatted("\\n") + place).ask(new PackagesProbe(), ALL);
    Answer cut = run(overlay + record.formatted("") + place).ask(new PackagesProbe(), ALL);
    Answer half =
        run(overlay + record.formatted("\\n\\nC:Q1\\nP:zlib\\nV:1\\n") + place)
            .ask(new PackagesProbe(), ALL);

    assertThat(observed(whole).rows()).hasSize(1);
    assertThat(((Answer.Unknown) cut).why())
        .isEqualTo("apk: /lib/apk/db/installed was cut, or could not be read");
    assertThat(((Answer.Unknown) half).why())
        .isEqualTo("apk: /lib/apk/db/installed is not as apk writes it");
  }

  @Test
  void filesBelongToThePackageThatReallyHasThem() {
    String lists =
        ONE
            + """
            cd /var/lib/dpkg/info
            printf '/.\\n/bin/bash\\n/bin/sh\\n/usr/share/x\\n' >bash.list
            """;
    String dash =
        """
        sed 's/^Package: bash/Package: dash/' /var/lib/dpkg/status >more && cat more >>/var/lib/dpkg/status && rm more
        printf '/.\\n/bin/sh\\n/bin/dash\\n' >dash:amd64.list
        printf '/bin/sh\\n/bin/sh.distrib\\ndash\\n/usr/share/x\\n/usr/share/x.real\\n:\\n' >/var/lib/dpkg/diversions
        """;
    assertThat(
            owners(
                lists + dash,
                "/usr/bin/bash /bin/sh /usr/bin/sh.distrib /usr/share/x /usr/share/x.real /opt/a"))
        .isEqualTo(
            """
            managers	1
            manager	dpkg
            owner	/usr/bin/bash	bash
            version	bash	5.10.0-4+deb12u0
            owner	/bin/sh	dash:amd64
            version	dash:amd64	5.10.0-4+deb12u0
            owner	/usr/bin/sh.distrib	bash
            nobody	/usr/share/x
            owner	/usr/share/x.real	bash
            nobody	/opt/a
            """);
    assertThat(owners(lists + "mv bash.list zsh.list\n", "/opt/a"))
        .isEqualTo(
            """
            managers	1
            manager	dpkg
            unread	dpkg	the list of the files of bash:amd64 is missing
            nobody	/opt/a
            """);
  }

  private static String owners(String before, String paths) {
    String script = "for path in %s; do echo $path; done | print_owners\n".formatted(paths);
    Section section = new Section("owners", script, 1 << 16, FileOwners.SETUPS);
    return ((Capture.Complete) run(before).record(List.of(section)).capture(section)).stdout();
  }

  private static Answer.Observed observed(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Observed.class);
    return (Answer.Observed) answer;
  }

  /// Hides a program: what is mounted there cannot be executed.
  private static String without(String program) {
    return "mount --bind /dev/null /usr/bin/%s\n".formatted(program);
  }

  /// A shell that sees no package database but those that `before` makes; `make FILE` makes a file with its folder.
  private static LocalRun run(String before) {
    String script =
        """
        set -e
        make() { mkdir -p "${1%%/*}"; echo x >"$1"; }
        mount -t tmpfs none /var/lib
        mkdir -p /var/lib/dpkg/updates /var/lib/dpkg/info
        """
            + before
            + "cd /\nexec /bin/sh -s\n";
    return new LocalRun(List.of("unshare", "--mount", "sh", "-c", script.replace("%%", "%")));
  }

  private static Answer to(Question question, Map<Question, Answer> answers) {
    return Objects.requireNonNull(answers.get(question), "no answer");
  }
}
