package dev.driftline.run.gate;

import dev.driftline.collect.AnswerSource;
import dev.driftline.model.host.Connection;
import dev.driftline.model.host.HostLocation;
import dev.driftline.model.table.Cell;
import dev.driftline.pair.AddressBook;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// Makes the book of addresses from the inventory and from what the hosts have shown so far.
final class GateBook {

  private GateBook() {}

  static AddressBook of(
      List<HostLocation> locations, Collection<GateHost> hosts, AnswerSource answers) {
    AddressBook.Builder book = new AddressBook.Builder();
    for (HostLocation location : locations) {
      book.location(location);
      if (location.method() == Connection.Method.LOCAL) {
        answers.here().forEach(address -> book.verified(address, location.host()));
      }
    }
    for (GateHost host : hosts) {
      host.verifiedAddress().ifPresent(address -> book.verified(address, host.name()));
      if (host.addresses() instanceof Cell.Text(String list)) {
        Stream.of(list.split(",", -1)).forEach(address -> book.claimed(address, host.name()));
      }
    }
    return book.build(answers::addresses);
  }
}
