package dev.driftline.product.compat;

import java.util.Optional;
import java.util.regex.Pattern;

/// One end of a pair, as a table sees it.
///
/// @param product    empty if the table knows no such product, or nobody knows which it is
/// @param version    empty if it is not known
/// @param backported whether the version's text says that a distribution changed it without a new number
public record Party(
    Optional<TableProduct> product, Optional<CountedVersion> version, boolean backported) {

  /// An end of which nothing is known.
  public static final Party UNKNOWN = new Party(Optional.empty(), Optional.empty(), false);

  private static final Pattern BACKPORTED = Pattern.compile("-fips\\b");

  /// The end of a product with a version as somebody wrote it: `1:10.11.19-0+deb12u1`.
  public static Party of(TableProduct product, String version) {
    return new Party(
        Optional.of(product), product.version(version), BACKPORTED.matcher(version).find());
  }

  /// A client of which only the series is known: `3.3`.
  public static Party ofSeries(TableProduct product, String series) {
    return new Party(
        Optional.of(product), product.version(series).map(CountedVersion::asSeries), false);
  }

  /// A product whose version nobody knows.
  public static Party ofUnknownVersion(TableProduct product) {
    return new Party(Optional.of(product), Optional.empty(), false);
  }

  /// In words: `libmariadb 3.3.20`.
  public String words() {
    String name = product.map(TableProduct::name).orElse("an unknown product");
    return version.map(known -> name + " " + known).orElse(name + " of an unknown version");
  }
}
