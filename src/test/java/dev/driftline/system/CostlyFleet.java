package dev.driftline.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Simulated hosts of which some want to cost as much as they can, and the packaged program that checks them.
final class CostlyFleet implements AutoCloseable {

  /// How many results there are of a host.
  static final int CHECKS = 8;

  /// Four checks whose expression takes a second over one line of 60 kB, and one over the long path of a client
  /// library.
  private static final String POLICY =
      """
      policy: costly
      hosts: all
      checks:
        - { id: quiet, probe: { command: 'echo hello' }, expect: { exit: 0, stderr: clean } }
        - { id: no-secrets, probe: processes, expect_none: { command: '~ (?i)secret=' } }
        - { id: no-deleted, probe: libraries, expect_none: { deleted: true, library: libfoo } }
        - { id: short-path, pair: { port: 3306 }, expect_none: { client.library_path: '~ [^x]{0,500}z$' }, if_none: pass }
        - { id: short-1, probe: { command: 'echo hello' }, expect_none: { stdout: '~ [^x]{0,901}z$' } }
        - { id: short-2, probe: { command: 'echo hello' }, expect_none: { stdout: '~ [^x]{0,902}z$' } }
        - { id: short-3, probe: { command: 'echo hello' }, expect_none: { stdout: '~ [^x]{0,903}z$' } }
        - { id: short-4, probe: { command: 'echo hello' }, expect_none: { stdout: '~ [^x]{0,904}z$' } }
      """;

  /// What the shell's `times` says of the programs that it has run: user and system time.
  private static final Pattern TIMES =
      Pattern.compile("\\n(\\d+)m([0-9.]+)s (\\d+)m([0-9.]+)s\\n$");

  private final SimulatedHosts hosts;
  private final Path policy;

  private CostlyFleet(SimulatedHosts hosts, Path policy) {
    this.hosts = hosts;
    this.policy = policy;
  }

  /// @param kinds as [SimulatedHosts] takes them
  static CostlyFleet start(Path folder, String... kinds) throws IOException {
    Path policy = Files.writeString(folder.resolve("costly.yaml"), POLICY);
    return new CostlyFleet(SimulatedHosts.start(folder, kinds), policy);
  }

  /// The words of a shell that check the hosts of a pattern.
  String words(String pattern) {
    return hosts.check(pattern, policy);
  }

  /// What a run came to, and its CPU time in seconds, start included.
  record Run(Program.Result result, double cpuSeconds) {

    /// All that the report says of the checks on hosts whose name begins so.
    List<JsonNode> results(String beginning) throws IOException {
      List<JsonNode> results = new ArrayList<>();
      for (JsonNode one : result.json().get("results")) {
        if (one.get("host").asText().startsWith(beginning)) {
          results.add(one);
        }
      }
      return results;
    }
  }

  /// @param options of Java
  Run check(String options, String pattern) throws IOException, InterruptedException {
    Program.Result result =
        Program.shell(
            "export DRIFTLINE_JAVA_OPTS='%s'; %s; code=$?; times >&2; exit $code"
                .formatted(options, words(pattern)));
    Matcher times = TIMES.matcher(result.stderr());
    if (!times.find()) {
      throw new IOException("no times: " + result.stderr());
    }
    double seconds =
        60.0 * Integer.parseInt(times.group(1))
            + Double.parseDouble(times.group(2))
            + 60.0 * Integer.parseInt(times.group(3))
            + Double.parseDouble(times.group(4));
    return new Run(result, seconds);
  }

  @Override
  public void close() throws IOException {
    hosts.close();
  }
}
