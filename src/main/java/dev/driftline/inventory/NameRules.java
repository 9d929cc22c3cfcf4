package dev.driftline.inventory;

import java.util.Optional;
import java.util.regex.Pattern;

/// The rules for names of hosts and groups. A name must not look like an option, a shell word, a pattern or a path:
/// `-x`, `a;b`, `web*` and `../x` are refused.
final class NameRules {

  private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N}\\p{M}._-]*");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]+");
  private static final int MAX_NAME = 253;
  private static final int MAX_LABEL = 63;

  private NameRules() {}

  /// The first fault in the name of a host, as a sentence. Empty if there is none.
  static Optional<String> faultOfHost(String name) {
    if (name.contains(":") && IPV6.matcher(name).matches()) {
      return Optional.empty(); // the reader of connections checks that it is an address
    }
    return faultOf("host", name);
  }

  /// The first fault in the name of a group, as a sentence. Empty if there is none.
  static Optional<String> faultOfGroup(String name) {
    return faultOf("group", name);
  }

  /// What to write in place of a host's name that has a fault.
  static String hint(String name) {
    if (name.contains(" ")) {
      return "write each host as a key of its own, in a line of its own: \"%s:\""
          .formatted(name.strip().split(" ", 2)[0]);
    }
    if (name.contains("@")) {
      return "write the name of the host only, and the user as ansible_user";
    }
    return name.contains(":")
        ? "give the host a name, and write the address as ansible_host"
        : "use letters, digits, dots, hyphens and underscores only";
  }

  private static Optional<String> faultOf(String kind, String name) {
    if (name.isEmpty()) {
      return Optional.of("the name of a %s is empty".formatted(kind));
    }
    if (name.startsWith("-")) {
      return Optional.of("%s name \"%s\" begins with \"-\"".formatted(kind, name));
    }
    if (!ALLOWED.matcher(name).matches()) {
      Optional<String> bad =
          name.codePoints()
              .mapToObj(Character::toString)
              .filter(c -> !ALLOWED.matcher(c).matches())
              .findFirst();
      return bad.map(c -> "%s name \"%s\" holds \"%s\"".formatted(kind, name, c));
    }
    return faultOfShape(kind, name);
  }

  private static Optional<String> faultOfShape(String kind, String name) {
    if (name.startsWith(".") || name.contains("..")) {
      return Optional.of("%s name \"%s\" looks like a path".formatted(kind, name));
    }
    if (name.length() > MAX_NAME) {
      return Optional.of(
          "%s name has %d characters; at most %d are allowed"
              .formatted(kind, name.length(), MAX_NAME));
    }
    for (String label : name.split("\\.", -1)) {
      if (label.length() > MAX_LABEL) {
        return Optional.of(
            "%s name has a part of %d characters; at most %d are allowed between dots"
                .formatted(kind, label.length(), MAX_LABEL));
      }
    }
    return Optional.empty();
  }
}
