package dev.driftline.gate.assume;

import dev.driftline.source.SourceLocation;

/// One package or program of a host that a plan changes, or that it leaves although it could have been expected to
/// move.
///
/// @param name of the package or the program
/// @param from the version now
/// @param to   the version then: `1:11.4.5-…` if the plan names no revision, `absent` if it will be removed
/// @param at   the place in the plan
public record Change(String host, String name, String from, String to, SourceLocation at) {}
