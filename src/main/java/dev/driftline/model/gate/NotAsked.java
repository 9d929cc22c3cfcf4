package dev.driftline.model.gate;

import java.util.Optional;

/// A client that is connected to a server of the plan, and about which nothing could be told on its own host.
///
/// @param server      the host of the server
/// @param address     of the client, as the server sees it
/// @param host        the client's host, if it is known
/// @param connections how many connections it holds
/// @param why         one sentence without a period
public record NotAsked(
    String server, String address, Optional<String> host, int connections, String why) {}
