package dev.driftline.model.gate;

/// A package or a program that a plan changes, takes along or leaves.
///
/// @param name of the package or the program
/// @param from the version now
/// @param to   the version then: `1:11.4.5-…` if the plan names no revision
/// @param file of the plan
public record Planned(String host, String name, String from, String to, String file, int line) {}
