package dev.driftline.text;

/// Says how many things there are: `1 host`, `3 hosts`, `2 policies`, `4 processes`.
public final class Count {

  private Count() {}

  /// The number and the word that fits it.
  ///
  /// @param thing an English word in the singular that is regular, perhaps with words before it: `more host`
  public static String of(long number, String thing) {
    return number + " " + (number == 1 ? thing : plural(thing));
  }

  /// The plural of a regular English word.
  public static String plural(String thing) {
    if (thing.matches(".*[^aeiou]y")) {
      return thing.substring(0, thing.length() - 1) + "ies";
    }
    return thing.matches(".*(s|x|z|ch|sh)") ? thing + "es" : thing + "s";
  }
}
