package dev.driftline.matrix;

import java.util.List;

/// One way in which a host is broken while it is asked.
///
/// @param tool  the program that fails; `-` if none does
/// @param fault a word of `src/test/matrix/tool.sh`, `missing`, `forbidden`, or a limit such as `-n 8`
/// @param call  which call of the tool fails, counted from 1; 0 for each
record ToolFault(String tool, String fault, int call) {

  /// Nothing is broken.
  static final ToolFault NONE = new ToolFault("-", "none", 0);

  /// What can be wrong with a tool.
  static final List<String> KINDS =
      List.of(
          "nothing",
          "one",
          "killed",
          "half",
          "half-killed",
          "noise-before",
          "noise-after",
          "hangs",
          "missing",
          "forbidden");

  /// Limits of an account, as words of `ulimit`. Two more processes of the account run: one on each host of the pool.
  static final List<String> LIMITS =
      List.of(
          "-u 3",
          "-u 4",
          "-u 6",
          "-u 9",
          "-f 0",
          "-v 3000",
          "-v 6000",
          "-v 12000",
          "-n 4",
          "-n 6",
          "-n 10",
          "-t 0");

  /// Nothing is broken, and each program of the host writes down that it was called.
  static final ToolFault COUNTED = new ToolFault("every", "none", 0);

  static ToolFault limit(String words) {
    return new ToolFault("-", words, 0);
  }

  boolean hangs() {
    return fault.equals("hangs");
  }

  @Override
  public String toString() {
    if (tool.equals("-")) {
      return "limit " + fault;
    }
    return "%s: %s%s".formatted(tool, fault, call == 0 ? "" : ", call " + call);
  }
}
