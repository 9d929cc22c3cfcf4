package dev.driftline.model.gate;

import dev.driftline.model.Severity;
import dev.driftline.model.site.WaiverNote;
import java.util.Optional;

/// A finding of another check, as a plan changes it.
///
/// @param key   of the finding
/// @param check its id
/// @param skew   whether it only says that versions differ, which a table judges better
/// @param waiver that accepts it
public record GateFinding(
    String key,
    String check,
    String host,
    Severity severity,
    String subject,
    String message,
    boolean skew,
    Optional<WaiverNote> waiver) {}
