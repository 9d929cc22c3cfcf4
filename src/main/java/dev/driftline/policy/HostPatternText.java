package dev.driftline.policy;

import dev.driftline.source.SourceLocation;

/// Which hosts a policy or a check is about.
///
/// @param text an Ansible pattern
/// @param at   where it stands; where the policy begins if it has none
public record HostPatternText(String text, SourceLocation at) {}
