package dev.driftline.policy;

import dev.driftline.source.SourceLocation;

/// The host pattern of a policy or a check, as it is written. The inventory finds the hosts that it names.
///
/// @param text an Ansible pattern: `app:&prod`
/// @param at   where it stands, or the beginning of the policy if the policy has no pattern
public record HostPatternText(String text, SourceLocation at) {}
