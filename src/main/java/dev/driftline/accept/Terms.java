package dev.driftline.accept;

import java.time.LocalDate;
import java.util.Optional;

/// What is the same for all waivers that one command writes.
///
/// @param until   the last day on which they hold, in UTC
/// @param unknown whether what could not be told is accepted, too
public record Terms(
    LocalDate until,
    String reason,
    Optional<String> ticket,
    Optional<String> owner,
    boolean unknown) {}
