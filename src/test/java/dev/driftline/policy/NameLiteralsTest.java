package dev.driftline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.run.Catalog;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A name that no package, process or user can have is a mistake: with `expect_none` it would pass everywhere.
class NameLiteralsTest {

  @TempDir Path folder;

  private String about(String probe, String where) {
    return new PolicyTexts(folder, Catalog.tables())
        .about("probe: %s\nwhere: { %s }\nexpect_none: {}\n".formatted(probe, where));
  }

  /// The probe, the column, the name as written, and the message and hint it leads to.
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "packages # name # apache2* # no package is named \"apache2*\" # for names of that form write `~ ^apache2`",
        "packages # name # *apache* # no package is named \"*apache*\" # for names of that form write `~ apache`",
        "packages # name # lib*-dev # no package is named \"lib*-dev\" # for names of that form write `~ ^lib.*-dev$`",
        "packages # name # lib?++* # no package is named \"lib?++*\" # for names of that form write `~ ^lib.\\+\\+`",
        "packages # name # ^apache2 # no package is named \"^apache2\" # for an expression write `~ ^apache2`",
        "packages # name # bash:amd64 # no package is named \"bash:amd64\" # the name is `bash`; the probe packages has a column architecture for `amd64`",
        "packages # name # bash=5.2-1 # no package is named \"bash=5.2-1\" # the name is `bash`; the version has a column of its own, for `\"= 5.2-1\"`",
        "packages # name # bash >= 5 # no package is named \"bash >= 5\" # the name is `bash`; the version has a column of its own, for `\">= 5\"`",
        "packages # name # telnetd, rsh # no package is named \"telnetd, rsh\" # several are a list: `[telnetd, rsh]`",
        "packages # name # != telnet d # no package is named \"telnet d\" # a name has letters, digits, `.`, `_`, `+` and `-`",
        "packages # name # Ärger # no package is named \"Ärger\" # a name has letters, digits, `.`, `_`, `+` and `-`",
        "libraries # package # libssl* # no package is named \"libssl*\" # for names of that form write `~ ^libssl`",
        "processes # name # apache2* # no process names itself \"apache2*\" # for names of that form write `~ ^apache2`; for a process of that very name `= apache2*`",
        "processes # name # != php-fpm* # no process names itself \"php-fpm*\" # for names of that form write `~ ^php-fpm`; for a process of that very name `= php-fpm*`",
        "processes # name # ^sshd$ # no process names itself \"^sshd$\" # for an expression write `~ ^sshd$`; for a process of that very name `= ^sshd$`",
        "processes # name # /usr/sbin/sshd # no process names itself \"/usr/sbin/sshd\" # the name is `sshd`; the path of a program has a column of its own; for a process of that very name `= /usr/sbin/sshd`",
        "fds # name # [kthreadd] # no process names itself \"[kthreadd]\" # ps adds the brackets: write `kthreadd`; for a process of that very name `= [kthreadd]`",
        "processes # user # www-* # no user is named \"www-*\" # for names of that form write `~ ^www-`",
        "processes # user # root:root # no user is named \"root:root\" # a name in /etc/passwd, or a number",
        "processes # user # * # no user is named \"*\" # for any name write `present`",
        "packages # name # not bash # name is never \"not bash\" # write `{ not: bash }`",
        "fds # kind # not tcp # kind is never \"not tcp\" # write `{ not: tcp }`",
        "packages # version # not 1.0 # version must be a version, not \"not 1.0\" # write `{ not: 1.0 }`",
        "processes # name # not bash # no process names itself \"not bash\" # write `{ not: bash }`; for a process of that very name `= not bash`",
        "sockets # user # root, bind # no user is named \"root, bind\" # several are a list: `[root, bind]`",
      })
  void refusesANameThatCannotExist(
      String probe, String column, String name, String message, String hint) {
    assertThat(about(probe, "%s: \"%s\"".formatted(column, name)))
        .isEqualTo(
            """
            p.yaml:5:%d: error: %s
              5 |     where: { %s: "%s" }
                | %s^
              hint: %s
            """
                .formatted(
                    16 + column.length(),
                    message,
                    column,
                    name,
                    " ".repeat(15 + column.length()),
                    hint));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "packages # name: [g++, libstdc++6, NetworkManager, .build-deps, python3.11, gpg-pubkey, perl_x]",
        "packages # name: '~ ^apache2'",
        "processes # name: '= a*'",
        "processes # name: ['(sd-pam)', 'kworker/0:1', 'nginx: master', rcu_tasks_trace, 'a b']",
        "processes # user: [root, '0', www-data, 'LAB\\svc$', 'domain users', jörg, a.b@c.example]",
      })
  void takesANameThatSomebodyHas(String probe, String where) {
    assertThat(about(probe, where)).isEmpty();
  }
}
