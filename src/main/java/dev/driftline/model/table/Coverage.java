package dev.driftline.model.table;

/// How much could be looked at: `412 of 430 processes`.
///
/// @param readable how many could be read
/// @param total    how many there are, as far as the host shows
/// @param things   the things that are counted, in the plural: `processes`
public record Coverage(int readable, int total, String things) {

  public Coverage {
    if (readable < 0 || readable > total) {
      throw new IllegalArgumentException("coverage %d of %d".formatted(readable, total));
    }
  }

  public boolean complete() {
    return readable == total;
  }

  @Override
  public String toString() {
    return readable + " of " + total + " " + things;
  }
}
