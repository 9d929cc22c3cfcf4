package dev.driftline.model.gate;

import dev.driftline.model.site.WaiverNote;
import java.util.Optional;

/// What a waiver accepts of a pair.
///
/// @param rule the id of a rule that gets worse; empty if it accepts that it cannot be told what will be
public record PairWaiver(Optional<String> rule, WaiverNote waiver) {}
