package dev.driftline.model.table;

import java.util.List;

/// One documented column of a table.
///
/// @param name        lower case, words joined by `_`; in a pair `client.version`
/// @param type        decides how its texts are compared
/// @param description one sentence for people who write policies
/// @param example     a value that a real host had
/// @param domain      the texts that it can have
/// @param scale       the order of its texts, if they are versions
public record Column(
    String name,
    ColumnType type,
    String description,
    String example,
    Domain domain,
    VersionScale scale) {

  public Column(String name, ColumnType type, String description, String example) {
    this(name, type, description, example, new Domain.Any());
  }

  /// A column that can have only some words.
  public Column(
      String name, ColumnType type, String description, String example, List<String> words) {
    this(name, type, description, example, new Domain.Words(words));
  }

  public Column(String name, ColumnType type, String description, String example, Domain domain) {
    this(name, type, description, example, domain, new VersionScale.Semantic());
  }

  /// A column of whole numbers from `lowest` to `highest`.
  public static Column ofNumber(
      String name, String description, String example, long lowest, long highest) {
    return new Column(
        name, ColumnType.INTEGER, description, example, new Domain.Numbers(lowest, highest));
  }

  /// A column of whole numbers that are never negative.
  public static Column ofNumber(String name, String description, String example) {
    return ofNumber(name, description, example, 0, Long.MAX_VALUE);
  }

  /// A column of numbers of processes: another one after each start.
  public static Column ofProcessNumber(String name, String description, String example) {
    return new Column(
        name,
        ColumnType.INTEGER,
        description,
        example,
        new Domain.Numbers(0, Long.MAX_VALUE, true));
  }

  /// Whether its value is another one after each start of a process, so that nothing lasting can be said by it.
  public boolean isOfOneStart() {
    return domain instanceof Domain.Numbers numbers && numbers.ofOneStart();
  }

  /// A column of lengths of time, which are never negative.
  public static Column ofTime(String name, String description, String example) {
    return new Column(
        name, ColumnType.DURATION, description, example, new Domain.Numbers(0, Long.MAX_VALUE));
  }

  /// A column of port numbers. Port 0 stands for any port.
  public static Column ofPort(String name, String description, String example) {
    return ofNumber(name, description, example, 0, 65_535);
  }

  /// The only words that it can have; empty if it can have other texts.
  public List<String> words() {
    return domain instanceof Domain.Words(List<String> words) ? words : List.of();
  }

  /// A column for the name that a process gives itself.
  public static Column ofProcessName(String name, String description, String example) {
    return new Column(name, ColumnType.TEXT, description, example, new Domain.ProcessName());
  }

  /// A column for the name of a package.
  public static Column ofPackage(String name, String description, String example) {
    return new Column(name, ColumnType.TEXT, description, example, new Domain.PackageName());
  }

  /// A column for the name of a user.
  public static Column ofUser(String name, String description, String example) {
    return new Column(name, ColumnType.TEXT, description, example, new Domain.UserName());
  }

  /// A column with the release of a kernel or an operating system.
  public static Column ofRelease(String name, String description, String example) {
    return new Column(
        name,
        ColumnType.VERSION,
        description,
        example,
        new Domain.Any(),
        new VersionScale.Release());
  }

  /// A column of package versions.
  ///
  /// @param manager the column of the same table that names the package manager; its order is used
  public static Column ofVersion(String name, String description, String example, String manager) {
    return ofVersion(name, description, example, new VersionScale.OfManager(manager));
  }

  /// A column of series, such as 10.11 or 8.0.
  ///
  /// @param maker the column of the same table that says how the maker counts series
  public static Column ofSeries(String name, String description, String example, String maker) {
    return ofVersion(name, description, example, new VersionScale.OfMaker(maker));
  }

  private static Column ofVersion(
      String name, String description, String example, VersionScale scale) {
    return new Column(name, ColumnType.VERSION, description, example, new Domain.Any(), scale);
  }
}
