package dev.driftline.model.host;

/// Why a host cannot be asked: the inventory does not say how it is reached, or has a mistake there.
///
/// @param detail the place and the mistake: `hosts.yml:3:20: key file /k does not exist`
/// @param hint   what to write instead
public record ConnectionFault(String detail, String hint) {}
