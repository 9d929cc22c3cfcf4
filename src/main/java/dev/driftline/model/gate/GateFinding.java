package dev.driftline.model.gate;

import dev.driftline.model.Severity;

/// A finding of another check, as a plan changes it.
///
/// @param key   of the finding
/// @param check its id
/// @param skew  whether it only says that versions differ, which a table judges better
public record GateFinding(
    String key,
    String check,
    String host,
    Severity severity,
    String subject,
    String message,
    boolean skew) {}
