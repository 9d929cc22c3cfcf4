package dev.driftline.policy.template;

import java.util.List;
import java.util.Optional;

/// What can be said of a template without any host.
///
/// @param refusal what is wrong with it, whatever the variables are
/// @param names   that it uses
record Scanned(Optional<Rendering.Failed> refusal, List<UsedName> names) {

  static Scanned refused(Rendering.Failed why) {
    return new Scanned(Optional.of(why), List.of());
  }

  static Scanned uses(List<UsedName> names) {
    return new Scanned(Optional.empty(), List.copyOf(names));
  }
}
