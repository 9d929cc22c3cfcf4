package dev.driftline.model;

/// What a report says about a check, whatever its verdict.
///
/// @param policy the name of the policy it stands in
/// @param id     its own name, unique within the run
/// @param title  one sentence, what must hold
/// @param why    what goes wrong otherwise; may be empty
/// @param fix    what to do; may be empty
public record CheckInfo(
    String policy, String id, String title, Severity severity, String why, String fix) {}
