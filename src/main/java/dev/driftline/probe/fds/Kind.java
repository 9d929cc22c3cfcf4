package dev.driftline.probe.fds;

import java.util.Optional;

/// What is known of the kind of a descriptor: the kind, or why it cannot be told.
sealed interface Kind {

  record Known(DescriptorKind kind) implements Kind {}

  record Unknown(String why) implements Kind {}

  static Kind of(DescriptorKind kind) {
    return new Known(kind);
  }

  default Optional<DescriptorKind> known() {
    return this instanceof Known(DescriptorKind kind) ? Optional.of(kind) : Optional.empty();
  }
}
