package dev.driftline.model.host;

import java.nio.file.Path;
import java.util.Optional;

/// Who logs in over SSH, and with what.
///
/// With neither key nor password, the keys are those ssh would use: the agent's, then the user's
/// default key files.
///
/// @param user     the account on the host; empty means the name of the user who runs driftline
/// @param key      the only private key file that may be offered
/// @param password answers the host's password prompt; only ever set because the inventory says so
public record Login(String user, Optional<Path> key, Optional<Secret> password) {}
