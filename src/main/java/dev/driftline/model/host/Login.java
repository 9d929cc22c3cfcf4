package dev.driftline.model.host;

import java.nio.file.Path;
import java.util.Optional;

/// An account, and the credentials for it.
///
/// Without a key or password, ssh's own order is used: the keys of the agent, then the user's default key files.
///
/// @param user     the account on the host; empty for the name of the user that runs driftline
/// @param key      the only private key file that may be offered
/// @param password answers the host's password prompt; only the inventory can set it
public record Login(String user, Optional<Path> key, Optional<Secret> password) {}
