package dev.driftline.model.gate;

/// An answer to a condition of a compatibility table, from somebody who knows. Nobody looked at it.
///
/// @param product   whose table asks
/// @param condition `account_plugin`
/// @param value     as it was told
/// @param reason    how it is known
/// @param file      of the plan
/// @param used      whether a pair of this run is one of those it was told of
public record ToldAnswer(
    String product,
    String condition,
    String value,
    String reason,
    String file,
    int line,
    boolean used) {}
