package dev.driftline.probe.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces what looks like a secret in a command line by `***`. Rather too much than too little.
///
/// Masked are the values of options and variables whose names speak of passwords, tokens, keys or credentials
/// (`--password=x`, `--token x`, `PGPASSWORD=x`, `-Dkeystore.pass=x`), what stands before the `@` of a URL after its
/// colon, a password attached to `-p` (`mysql -px`), and what follows the password options of well-known programs
/// (`sshpass -p x`, `curl -u user:x`, `ldapsearch -w x`, `redis-cli -a x`).
public final class SecretMask {

  private static final String MASK = "***";

  private static final String WORD =
      "[\\w.-]*(?:pass(?:w(?:or)?d|phrase)?|pwd|secret|token|api[-_.]?key|access[-_.]?key|private[-_.]?key|credentials?|auth)";

  /// Begins where a run of word characters does: from anywhere else in the run it would find the same, and a long run
  /// would be tried once for each of its characters.
  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?i)(?<![\\w.-])(" + WORD + "[\\w.-]*[=:])(?:\"[^\"]*\"|'[^']*'|[^\\s&;,]+)");

  private static final Pattern OPTION = Pattern.compile("(?i)--?" + WORD);
  private static final Pattern URL = Pattern.compile("(://[^/@:\\s]*:)[^/@\\s]+@");
  private static final Pattern HEADER =
      Pattern.compile("(?i)(authorization:\\s*(?:\\w+\\s+)?|bearer\\s+|basic\\s+)\\S+");
  private static final Pattern ATTACHED = Pattern.compile("-p(?!\\d{1,5}$).+");

  private static final Set<String> DATABASE_CLIENTS =
      Set.of("mycli", "sshpass", "mysql", "mysqldump", "mysqladmin", "mariadb", "mariadb-dump");

  private SecretMask() {}

  /// The command line as one text, its arguments joined by blanks.
  public static String masked(List<String> arguments) {
    List<String> shown = new ArrayList<>(arguments.size());
    String program = arguments.isEmpty() ? "" : base(arguments.getFirst());
    String before = "";
    for (String argument : arguments) {
      shown.add(isSecret(program, before, argument) ? MASK : one(program, argument));
      before = argument;
    }
    return String.join(" ", shown);
  }

  private static boolean isSecret(String program, String before, String argument) {
    if (before.startsWith("-") && OPTION.matcher(before).matches()) {
      return !argument.startsWith("-");
    }
    return switch (before) {
      case "-p" -> Set.of("sshpass", "mongo", "mongosh", "mongodump").contains(program);
      case "-w" -> program.startsWith("ldap");
      case "-a" -> program.equals("redis-cli");
      case "-u", "--user", "-U", "--proxy-user" -> program.equals("curl");
      default -> false;
    };
  }

  private static String one(String program, String argument) {
    boolean client =
        DATABASE_CLIENTS.contains(program)
            || program.startsWith("mysql")
            || program.startsWith("mariadb");
    if (argument.length() > 2 && argument.startsWith("-p") && client) {
      return "-p" + MASK;
    }
    if (argument.startsWith("-p")
        && ATTACHED.matcher(argument).matches()
        && argument.indexOf('=') < 0
        && argument.indexOf('/') < 0) {
      return "-p" + MASK;
    }
    return hasSigns(argument) ? parts(argument) : argument;
  }

  /// Whether it has a character without which none of the patterns for parts is found. Most arguments have none.
  private static boolean hasSigns(String argument) {
    for (int at = 0; at < argument.length(); at++) {
      char c = argument.charAt(at);
      if (c == ':' || c == '=' || c <= ' ') {
        return true;
      }
    }
    return false;
  }

  private static String parts(String argument) {
    String text = replace(HEADER, argument, "");
    text = replace(ASSIGNED, text, "");
    return text.indexOf('@') < 0 ? text : replace(URL, text, "@");
  }

  private static String replace(Pattern pattern, String text, String end) {
    return pattern.matcher(text).replaceAll("$1" + Matcher.quoteReplacement(MASK + end));
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }
}
