package dev.driftline.accept;

import java.util.List;

/// The waivers that were written from a report.
///
/// @param text  a file of waivers; empty if there is none
/// @param count how many waivers it has
/// @param left  what is open and was not accepted, a sentence each
public record Accepted(String text, int count, List<String> left) {

  public Accepted {
    left = List.copyOf(left);
  }
}
