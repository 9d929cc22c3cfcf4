package dev.driftline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.probe.kit.packages.PackageManagers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// dpkg-status.awk says of a status file what dpkg-query says of it, or gives up; in each awk. Needs the Debian
/// packages dpkg, mawk, gawk, busybox and original-awk.
@Tag("host")
class DpkgStatusTest {

  private static final List<String> AWKS = List.of("mawk", "gawk", "busybox", "original-awk");

  private static final String SCRIPT =
      String.join("", PackageManagers.SETUPS)
          + """
          LC_ALL=C
          export LC_ALL
          program='function found(n, v, a, s) { if (s != "") row[++rows] = n "\\t" v "\\t" a "\\t" s }
          function report(    i) { for (i = 1; i <= rows; i++) print row[i] }'
          format='${Package}\\t${Version}\\t${Architecture}\\t${Status}\\n'
          for folder in "$1"/*; do
            for awk in mawk gawk busybox original-awk; do
              applet=
              if [ $awk = busybox ]; then applet=awk; fi
              $awk $applet "$program$awk_dpkg_state$awk_dpkg_status" "$folder/status" >"$folder/$awk" 2>&1
              echo $? >"$folder/$awk.exit"
            done
            dpkg-query --admindir="$folder" -W -f="$format" >"$folder/dpkg" 2>"$folder/said"
            echo $? >"$folder/dpkg.exit"
          done
          """;

  private static final String BASH =
      """
      Package: bash
      Essential: yes
      Status: install ok installed
      Priority: required
      Architecture: amd64
      Multi-Arch: foreign
      Version: 5.2.15-2+b8
      Depends: base-files (>= 2.1.12)
      Conffiles:
       /etc/bash.bashrc 89269e1298235f1b12b4c16e4065ad0d
      Description: GNU Bourne Again SHell
       Bash is an sh-compatible command language interpreter
       .
         - with "Package: none" in it
       Version: 1

      """;

  private final Map<String, String> read = new LinkedHashMap<>();
  private final Map<String, String> givenUp = new LinkedHashMap<>();

  @TempDir Path folder = Path.of("unset");

  @Test
  void agreesWithDpkgQueryOrGivesUp() throws IOException {
    ordinary();
    strange();
    write(read);
    write(givenUp);

    Children.run("sh", "-c", SCRIPT, "sh", folder.toString());

    for (String name : read.keySet()) {
      for (String awk : AWKS) {
        assertThat(said(name, awk + ".exit")).as(name + " " + awk).isEqualTo("0\n");
        assertThat(said(name, "dpkg.exit")).as(name).isEqualTo("0\n");
        assertThat(said(name, awk)).as(name + " " + awk).isEqualTo(byDpkg(name));
      }
    }
    for (String name : givenUp.keySet()) {
      for (String awk : AWKS) {
        assertThat(said(name, awk + ".exit")).as(name + " " + awk).isEqualTo("3\n");
        assertThat(said(name, awk)).as(name + " " + awk).isEmpty();
      }
    }
  }

  private void ordinary() {
    StringBuilder states = new StringBuilder();
    int number = 0;
    for (String want : List.of("install", "hold", "deinstall", "purge", "unknown")) {
      for (String flag : List.of("ok", "reinstreq")) {
        for (String state :
            List.of("installed", "unpacked", "half-configured", "half-installed", "config-files")) {
          String status = "%s %s %s".formatted(want, flag, state);
          states.append(entry("p" + ++number, "1:2.0~rc1-" + number, "all", status));
        }
      }
    }
    read.put("one", BASH);
    read.put("every-state", states.toString());
    read.put("not-installed", BASH + "Package: gone\nStatus: purge ok not-installed\n\n");
    read.put("two-empty-lines", BASH + "\n\n" + entry("a", "1", "all", "install ok installed"));
    String both = BASH.replace("foreign", "same").replace("Package: bash", "Package: libc6");
    read.put("two-architectures", both + both.replace("amd64", "i386"));
  }

  private void strange() {
    givenUp.put("empty-version", BASH.replace("Version: 5.2.15-2+b8\n", "Version:\n"));
    givenUp.put("version-of-two-lines", BASH.replace("5.2.15-2", "5.2.15\n -2"));
    givenUp.put("no-version", BASH.replace("Version: 5.2.15-2+b8\n", ""));
    givenUp.put("no-architecture", BASH.replace("Architecture: amd64\n", ""));
    givenUp.put("no-status", BASH.replace("Status: install ok installed\n", ""));
    givenUp.put("epoch-0", BASH.replace("Version: 5", "Version: 0:5"));
    givenUp.put("small-letters", BASH.replace("Version:", "version:"));
    givenUp.put("capital", BASH.replace("Package: bash", "Package: Bash"));
    givenUp.put("blanks", BASH.replace("5.2.15-2+b8\n", "5.2.15-2+b8 \n"));
    givenUp.put("twice", BASH.replace("Version: 5", "Version: 4\nVersion: 5"));
    givenUp.put("same-package-twice", BASH + BASH);
    givenUp.put("architectures-that-clash", BASH + BASH.replace("amd64", "i386"));
    String old = BASH.replace("amd64", "i386").replace("ok installed", "ok config-files");
    givenUp.put("settings-of-another-architecture", BASH + old);
    givenUp.put("blank-line", BASH.replace(" .\n", "  \n"));
    givenUp.put("carriage-returns", BASH.replace("\n", "\r\n"));
    givenUp.put("awaited", BASH.replace("ok installed", "ok triggers-awaited"));
    givenUp.put("pending", BASH.replace("ok installed", "ok triggers-pending"));
    givenUp.put("triggers", BASH.replace("Essential: yes", "Triggers-Pending: x"));
    givenUp.put("revision", BASH.replace("Essential: yes", "Revision: 9"));
    givenUp.put("no-field", BASH.replace("Essential: yes", "nothing of this"));
    givenUp.put("begins-with-a-blank", " " + BASH);
    givenUp.put("cut-in-a-line", BASH + BASH.substring(0, BASH.indexOf("amd64") + 2));
    givenUp.put("cut-after-a-line", BASH + "Package: a\nStatus: install ok installed\n");
    givenUp.put("without-the-last-empty-line", BASH.substring(0, BASH.length() - 1));
  }

  /// Entries in any order, with any parts missing or changed: what is read must be right. Fields that say nothing of
  /// what is installed are left out: dpkg-query refuses a file with a wrong dependency or priority.
  @Test
  void neverDisagreesWithDpkgQueryAboutChangedFiles() throws IOException {
    long seed = Long.getLong("driftline.seed", System.nanoTime());
    Random random = new Random(seed);
    String plain = BASH.replaceAll("(?:Depends|Essential|Priority):.*\n|Conffiles:\n.*\n", "");
    for (int i = 0; i < 40; i++) {
      StringBuilder text = new StringBuilder();
      for (int entries = random.nextInt(5); entries >= 0; entries--) {
        text.append(plain.replace("bash", "p" + random.nextInt(4)));
      }
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        change(text, random);
      }
      read.put("random" + i, text.toString());
    }
    write(read);

    Children.run("sh", "-c", SCRIPT, "sh", folder.toString());

    for (String name : read.keySet()) {
      for (String awk : AWKS) {
        String what = "%s %s, seed %d:%n%s".formatted(name, awk, seed, read.get(name));
        assertThat(said(name, awk + ".exit")).as(what).isIn("0\n", "3\n");
        if (said(name, awk + ".exit").equals("0\n")) {
          assertThat(said(name, "dpkg.exit")).as(what).isEqualTo("0\n");
          assertThat(said(name, awk)).as(what).isEqualTo(byDpkg(name));
        }
      }
    }
  }

  private static void change(StringBuilder text, Random random) {
    List<String> pieces =
        List.of(
            "\n",
            " ",
            "\t",
            "\r",
            ".",
            ":",
            "x",
            "\n ",
            "Version: 2\n",
            "hold ok unpacked",
            "i386",
            "-",
            "1:");
    int from = random.nextInt(text.length());
    switch (random.nextInt(3)) {
      case 0 -> text.insert(from, pieces.get(random.nextInt(pieces.size())));
      case 1 -> text.delete(from, Math.min(text.length(), from + 1 + random.nextInt(8)));
      default -> text.setLength(from + 1);
    }
  }

  private static String entry(String name, String version, String architecture, String status) {
    return "Package: %s\nStatus: %s\nVersion: %s\nArchitecture: %s\nMaintainer: m\nDescription: d\n\n"
        .formatted(name, status, version, architecture);
  }

  private void write(Map<String, String> files) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path directory = folder.resolve(file.getKey());
      Files.createDirectories(directory.resolve("updates"));
      Files.createDirectories(directory.resolve("info"));
      Files.writeString(directory.resolve("status"), file.getValue());
    }
  }

  private String said(String name, String file) throws IOException {
    return Files.readString(folder.resolve(name).resolve(file), StandardCharsets.ISO_8859_1)
        .lines()
        .sorted()
        .map(line -> line + "\n")
        .reduce("", String::concat);
  }

  /// The rows that dpkg-query told, with our words for states.
  private String byDpkg(String name) throws IOException {
    return said(name, "dpkg")
        .lines()
        .map(line -> line.split("\t", -1))
        .flatMap(row -> {
          String state = row[3].substring(row[3].lastIndexOf(' ') + 1);
          boolean hold = row[3].startsWith("hold ") && state.equals("installed");
          return state.equals("config-files") || state.equals("not-installed")
              ? Stream.empty()
              : Stream.of(String.join("\t", row[0], row[1], row[2], hold ? "hold" : state) + "\n");
        })
        .sorted()
        .reduce("", String::concat);
  }
}
