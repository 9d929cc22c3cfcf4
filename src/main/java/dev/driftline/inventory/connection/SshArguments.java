package dev.driftline.inventory.connection;

import dev.driftline.model.host.AlgorithmKind;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlNode.Scalar;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Arguments for `ssh` in an inventory, such as `-o ProxyJump=gate` (`ssh(1)`, `ssh_config(5)`). Driftline uses those
/// that it has a use for.
///
/// If an option stands twice, the first value counts, as for ssh. Of the arguments without a use here, one that would
/// lead to another machine is an error, and one that only makes ssh comfortable is ignored. Any other one is a warning.
final class SshArguments {

  private static final Set<String> USED =
      Stream.concat(
              Stream.of(
                  "proxyjump",
                  "userknownhostsfile",
                  "globalknownhostsfile",
                  "identityfile",
                  "user",
                  "port"),
              Stream.of(AlgorithmKind.values()).map(kind -> kind.option().toLowerCase(Locale.ROOT)))
          .collect(Collectors.toUnmodifiableSet());

  /// The name of PubkeyAcceptedAlgorithms before OpenSSH 8.5.
  private static final String USER_KEYS_BEFORE = "pubkeyacceptedkeytypes";

  private static final Set<String> PASSED_OVER =
      Set.of(
          "addkeystoagent",
          "addressfamily",
          "batchmode",
          "checkhostip",
          "compression",
          "connectionattempts",
          "connecttimeout",
          "controlmaster",
          "controlpath",
          "controlpersist",
          "escapechar",
          "forwardx11",
          "gssapiauthentication",
          "gssapidelegatecredentials",
          "hashknownhosts",
          "identitiesonly",
          "ipqos",
          "kbdinteractiveauthentication",
          "loglevel",
          "numberofpasswordprompts",
          "passwordauthentication",
          "preferredauthentications",
          "pubkeyauthentication",
          "rekeylimit",
          "requesttty",
          "serveralivecountmax",
          "serveraliveinterval",
          "tcpkeepalive",
          "updatehostkeys",
          "visualhostkey");

  /// Letters that mean the same as an option of ssh_config(5).
  private static final Map<Character, String> LETTERS =
      Map.of(
          'J',
          "ProxyJump",
          'i',
          "IdentityFile",
          'l',
          "User",
          'p',
          "Port",
          'c',
          "Ciphers",
          'm',
          "MACs");

  /// Letters of ssh(1) without a value that are ignored, and letters with one.
  private static final String WITHOUT_VALUE = "46aCkqTtvx";

  private static final String WITH_VALUE = "BbcDEeFIiJLlmOopQRSWw";

  private final Scalar source;
  private final Settings settings;
  private final Map<String, String> used = new HashMap<>();

  private SshArguments(Scalar source, Settings settings) {
    this.source = source;
    this.settings = settings;
  }

  /// The value of an option, by its name in lower case: `proxyjump`.
  Optional<String> value(String option) {
    return Optional.ofNullable(used.get(option));
  }

  SourceLocation at() {
    return source.at();
  }

  static SshArguments parse(Scalar source, Settings settings) {
    SshArguments arguments = new SshArguments(source, settings);
    try {
      Deque<String> words = new ArrayDeque<>(ShellWords.split(source.text()));
      while (!words.isEmpty()) {
        arguments.word(words.remove(), words);
      }
    } catch (IllegalArgumentException e) {
      settings.error(source.at(), String.valueOf(e.getMessage()), "close it");
    }
    return arguments;
  }

  /// One word: several letters, of which the last may have a value in the same word or in the next one: `-4p2222`.
  private void word(String word, Deque<String> rest) {
    if (!word.startsWith("-") || word.length() < 2) {
      settings.error(
          source.at(),
          "\"%s\" is not an option of ssh".formatted(word),
          "options begin with \"-\"");
      return;
    }
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      if (WITH_VALUE.indexOf(letter) >= 0) {
        letter(letter, i + 1 < word.length() ? word.substring(i + 1) : rest.poll());
        return;
      }
      if (WITHOUT_VALUE.indexOf(letter) < 0) {
        unused("-" + letter);
      }
    }
  }

  private void letter(char letter, @org.jspecify.annotations.Nullable String value) {
    if (value == null) {
      settings.error(
          source.at(),
          "ssh option -%s lacks its value".formatted(letter),
          "add it or remove the option");
    } else if (letter == 'o') {
      // `-o Port=22` and `-o "Port 22"` are the same
      List<String> parts = List.of(value.strip().split("\\s*=\\s*|\\s+", 2));
      option(parts.getFirst(), parts.size() == 2 ? unquoted(parts.getLast()) : "");
    } else if (LETTERS.containsKey(letter)) {
      option(LETTERS.getOrDefault(letter, ""), value);
    } else if (letter != 'F' || !value.equals("none")) {
      unused("-" + letter);
    }
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted && value.indexOf('"', 1) == value.length() - 1
        ? value.substring(1, value.length() - 1)
        : value;
  }

  private void option(String name, String value) {
    String written = name.toLowerCase(Locale.ROOT);
    String key =
        written.equals(USER_KEYS_BEFORE)
            ? AlgorithmKind.USER_KEY.option().toLowerCase(Locale.ROOT)
            : written;
    if (value.isEmpty()) {
      settings.error(
          source.at(),
          "ssh option %s lacks its value".formatted(name),
          "write %s=value".formatted(name));
    } else if (USED.contains(key)) {
      // the first value counts, as for ssh
      used.putIfAbsent(key, value);
    } else if (key.equals("proxycommand") && !value.equalsIgnoreCase("none")) {
      settings.error(
          source.at(),
          "ProxyCommand is not supported: driftline runs no program to reach a host",
          "use ProxyJump or the variable jump: for \"ssh -W %h:%p bastion\" write \"-o ProxyJump=bastion\"");
    } else if (key.equals("hostname")) {
      settings.error(
          source.at(),
          "HostName leads to another machine than the inventory says",
          "set ansible_host");
    } else if (key.equals("stricthostkeychecking")) {
      strictness(value.toLowerCase(Locale.ROOT));
    } else if (!PASSED_OVER.contains(key) && !key.equals("proxycommand")) {
      unused(name);
    }
  }

  private void strictness(String value) {
    if (!Set.of("yes", "true", "ask").contains(value)) {
      settings.warning(
          source.at(),
          "driftline checks host keys always; StrictHostKeyChecking=%s is not used"
              .formatted(value),
          "use --accept-new-host-keys to learn the keys of new hosts");
    }
  }

  private void unused(String option) {
    settings.warning(
        source.at(),
        "ssh option %s is not used".formatted(option),
        "driftline does not run ssh; remove the option, or see docs/inventory.md for those it knows");
  }
}
