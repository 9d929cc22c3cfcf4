package dev.driftline.probe.kit.process;

import dev.driftline.probe.kit.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Replaces what looks like a secret in a command line by `***`. When in doubt, it masks.
///
/// These are masked:
///
/// - the value of an option or a variable whose name speaks of passwords, tokens, keys or credentials: `--password=x`,
///   `--token x`, `PGPASSWORD=x`, `-Dkeystore.pass=x`
/// - the password in a URL: `mysql://user:x@db1/`
/// - a password attached to `-p`: `mysql -px`
/// - the word after a password option of a well-known program: `sshpass -p x`, `curl -u user:x`, `ldapsearch -w x`,
///   `redis-cli -a x`
///
/// It takes time linear in the length of the arguments.
public final class SecretMask {

  private static final String MASK = SecretParts.MASK;

  private static final Set<String> DATABASE_CLIENTS =
      Set.of("mycli", "sshpass", "mysql", "mysqldump", "mysqladmin", "mariadb", "mariadb-dump");

  /// Programs that take the password as the next argument after `-p`.
  private static final Set<String> AFTER_P = Set.of("sshpass", "mongo", "mongosh", "mongodump");

  private SecretMask() {}

  /// The command line as one text, with blanks between the arguments.
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

  /// The beginning of the text of a command line that was cut within its last argument, or behind it. Whatever follows,
  /// [#masked] of the whole command line begins with this text. So the last argument ends where a secret may begin:
  /// `mysql://user:x` could go on with `@db1/`.
  ///
  /// @param arguments at least one
  public static String maskedBeginning(List<String> arguments) {
    int last = arguments.size() - 1;
    // blank arguments at the end may not be part of the whole command line
    while (last > 0 && arguments.get(last).isBlank()) {
      last--;
    }
    String argument = arguments.get(last);
    if (last == 0) {
      // the name of the program may go on, so it may be any program
      return beginning(true, argument).stripTrailing();
    }
    String program = base(arguments.getFirst());
    String end =
        isSecret(program, arguments.get(last - 1), argument)
            ? MASK
            : beginning(isDatabaseClient(program), argument);
    return (masked(arguments.subList(0, last)) + " " + end).stripTrailing();
  }

  /// The part of an unfinished argument that no secret can be in.
  private static String beginning(boolean databaseClient, String argument) {
    boolean mayBeAttached = argument.indexOf('=') < 0 && argument.indexOf('/') < 0;
    if (argument.startsWith("-p") && (databaseClient || mayBeAttached)) {
      return "-p";
    }
    return argument.substring(0, SecretParts.firstDoubt(argument));
  }

  /// Whether the whole argument is a secret, because of the option before it.
  private static boolean isSecret(String program, String before, String argument) {
    // another option is not a value: `--password -h db1` asks for the password
    if (SecretParts.isOption(before)) {
      return !argument.startsWith("-");
    }
    return switch (before) {
      case "-p" -> AFTER_P.contains(program);
      case "-w" -> program.startsWith("ldap");
      case "-a" -> program.equals("redis-cli");
      case "-u", "--user", "-U", "--proxy-user" -> program.equals("curl");
      default -> false;
    };
  }

  /// One argument, with the secrets inside of it masked.
  private static String one(String program, String argument) {
    if (argument.length() > 2 && argument.startsWith("-p") && isDatabaseClient(program)) {
      return "-p" + MASK;
    }
    return isAttached(argument)
        ? "-p" + MASK
        : hasSigns(argument) ? SecretParts.masked(argument) : argument;
  }

  private static boolean isDatabaseClient(String program) {
    return DATABASE_CLIENTS.contains(program)
        || program.startsWith("mysql")
        || program.startsWith("mariadb");
  }

  /// `-pTEXT` of any program. It is not masked if TEXT looks like a port, a path, or an option with a name and value:
  /// `-p8080`, `-p/srv`, `-pname=value`.
  private static boolean isAttached(String argument) {
    return argument.length() > 2
        && argument.startsWith("-p")
        && argument.indexOf('=') < 0
        && argument.indexOf('/') < 0
        && !isPort(argument);
  }

  private static boolean isPort(String argument) {
    return argument.length() <= 7 && Lines.number(argument.substring(2)) >= 0;
  }

  /// Whether the argument contains `:`, `=` or a blank. Without one of these no part of it can be a secret. Most
  /// arguments have none.
  private static boolean hasSigns(String argument) {
    for (int at = 0; at < argument.length(); at++) {
      char c = argument.charAt(at);
      if (c == ':' || c == '=' || c <= ' ') {
        return true;
      }
    }
    return false;
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
  }
}
