package dev.driftline.product.compat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;

/// A server or a client that a table speaks of.
///
/// @param name      `libmariadb`
/// @param role      on which side it stands
/// @param scheme    how its own versions are counted; of two schemes nothing is compared
/// @param like      the product whose rows it reads: Percona Server reads those of MySQL
/// @param normalise expressions with one group each: where one is found, the group is the version
/// @param note      for the reader; may be empty
public record TableProduct(
    String name,
    Role role,
    String scheme,
    Optional<String> like,
    List<Pattern> normalise,
    String note) {

  public TableProduct {
    normalise = List.copyOf(normalise);
  }

  /// What a product is to a table. All but servers and artefacts stand on the client's side.
  public enum Role {
    SERVER,
    CLIENT,
    PROGRAM,
    MODULE,
    ARTEFACT;

    public boolean serves() {
      return this == SERVER || this == ARTEFACT;
    }
  }

  /// The version that a text of this product tells; empty if it tells none.
  public Optional<CountedVersion> version(String text) {
    for (Pattern pattern : normalise) {
      Matcher found = pattern.matcher(text);
      if (found.find()) {
        return CountedVersion.of(found.group(1));
      }
    }
    return CountedVersion.of(text);
  }
}
