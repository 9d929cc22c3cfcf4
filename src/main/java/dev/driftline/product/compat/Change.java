package dev.driftline.product.compat;

import java.util.List;

/// What an upgrade changes for a client.
///
/// @param now     as it is
/// @param then    as it would be
/// @param worse   rules of then that are not in now, or weigh more
/// @param already rules of then that hold now as well, and weigh no more
/// @param cured   rules of now that are not in then
public record Change(
    Judgement now, Judgement then, List<Rule> worse, List<Rule> already, List<Rule> cured) {

  public Change {
    worse = List.copyOf(worse);
    already = List.copyOf(already);
    cured = List.copyOf(cured);
  }
}
