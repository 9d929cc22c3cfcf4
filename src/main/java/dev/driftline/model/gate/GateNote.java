package dev.driftline.model.gate;

import java.util.Optional;

/// Something that a gate says of a plan or a server as a whole.
///
/// @param place   in the plan: `plan.yaml:3:28`; empty if it is about none
/// @param message one sentence without a period
/// @param hint    what to do about it
/// @param open    whether something could not be told because of it
public record GateNote(
    Optional<String> place, String message, Optional<String> hint, boolean open) {}
