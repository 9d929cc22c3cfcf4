package dev.driftline.text;

/// The beginning of a text that may be very long. A cut never separates the halves of a surrogate pair, because half a
/// pair is no character.
public final class Excerpt {

  private Excerpt() {}

  /// The text, or its beginning and `…`.
  ///
  /// @param limit how many UTF-16 units are kept, at least 1
  public static String of(String text, int limit) {
    return text.length() <= limit ? text : beginning(text, limit) + "…";
  }

  /// At most the first `limit` UTF-16 units of the text.
  public static String beginning(String text, int limit) {
    if (text.length() <= limit) {
      return text;
    }
    boolean pair =
        Character.isHighSurrogate(text.charAt(limit - 1))
            && Character.isLowSurrogate(text.charAt(limit));
    return text.substring(0, pair ? limit - 1 : limit);
  }

  /// At most the last `limit` UTF-16 units of the text.
  public static String end(String text, int limit) {
    int from = Math.max(0, text.length() - limit);
    boolean pair =
        from > 0
            && from < text.length()
            && Character.isLowSurrogate(text.charAt(from))
            && Character.isHighSurrogate(text.charAt(from - 1));
    return text.substring(pair ? from + 1 : from);
  }
}
