package dev.driftline.ssh.login;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The steps of one login (RFC 4252 section 5.1): a host may take one method, and want another one then. Used by the
/// thread that logs in.
final class LoginSteps {

  /// What the host said when it took a step.
  ///
  /// @param method  by which it was taken
  /// @param methods those that may come next, with commas between; text of the host
  record Taken(String method, String methods) {}

  private String method = "";
  private Optional<Taken> taken = Optional.empty();
  private final Set<String> triedSince = new HashSet<>();

  /// The next method is tried.
  void tries(String next) {
    method = next;
    triedSince.add(next);
  }

  /// The host takes the step, and wants another one.
  void taken(String methods) {
    taken = Optional.of(new Taken(method, methods));
    triedSince.clear();
  }

  /// The last step that the host took before it let nobody in; empty if it took none.
  Optional<Taken> taken() {
    return taken;
  }

  /// Whether the host wanted this method as the next step, and did not take it.
  boolean refused(String next) {
    return triedSince.contains(next) && taken.map(step -> wants(step, next)).orElse(false);
  }

  private static boolean wants(Taken step, String next) {
    List<String> wanted = Arrays.asList(step.methods().split(",", -1));
    return wanted.contains(next);
  }
}
