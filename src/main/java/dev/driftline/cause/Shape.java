package dev.driftline.cause;

import dev.driftline.model.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The shape of a message: what is left of it when all is taken out that is another one on each host.
///
/// Words of ours stay as they are. Of a value, these are taken out:
///
/// | what | becomes |
/// |---|---|
/// | the name of the host itself, also without its domain | `{host}` |
/// | its address | `{address}` |
/// | what begins with a digit, and hexadecimal numbers from eight characters on | `{number}` |
/// | paths, words of the subject, and long words of letters and digits, such as a fingerprint of a key | `{text}` |
///
/// For example, `key /etc/ssl/web7.pem of web7 is 1,679 bytes long` has the shape `key {text} of {host} is {number}
/// bytes long`.
///
/// @param tokens together they are the message
record Shape(List<Token> tokens) {

  /// One piece of a message.
  ///
  /// @param text  as it stands there
  /// @param shape the same, or what it became
  /// @param value whether it is of a value, and not a word of ours
  record Token(String text, String shape, boolean value) {}

  /// What is taken out of the values of one message.
  ///
  /// @param host    the name of the host
  /// @param address its address; may be empty
  /// @param subject what the message is about: `named fd 2`
  record Own(String host, String address, String subject) {}

  private static final String NUMBER = "{number}";
  private static final String TEXT = "{text}";

  /// A word: an IPv6 address or a time, or what stands between blanks and punctuation. So the port of an address is a
  /// word of its own.
  private static final Pattern WORD =
      Pattern.compile(
          "(?<![\\w.:\\]])[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]*:[0-9a-fA-F.]*[0-9a-fA-F]"
              + "|[^\\s()\\[\\]{}<>\"'`,;:=|@]+");

  private static final Pattern HEXADECIMAL = Pattern.compile("(?=.*[0-9])[0-9a-fA-F]{8,}");

  private static final Pattern FINGERPRINT =
      Pattern.compile("(?=.*[0-9])(?=.*[A-Za-z])[0-9A-Za-z+/_-]{20,}");

  static Shape of(Message message, Own own) {
    // of `named fd 2 (user bind)`, only the name: "user" is a word of ours
    int details = own.subject().indexOf(" (");
    String name = details < 0 ? own.subject() : own.subject().substring(0, details);
    Set<String> subject =
        WORD.matcher(name).results().map(MatchResult::group).collect(Collectors.toSet());
    List<Token> tokens = new ArrayList<>();
    for (Message.Part part : message.parts()) {
      if (part.value()) {
        value(part.text(), own, subject, tokens);
      } else {
        tokens.add(new Token(part.text(), part.text(), false));
      }
    }
    return new Shape(tokens);
  }

  private static void value(String text, Own own, Set<String> subject, List<Token> tokens) {
    Matcher words = WORD.matcher(text);
    int at = 0;
    while (words.find()) {
      plain(text.substring(at, words.start()), tokens);
      word(words.group(), own, subject, tokens);
      at = words.end();
    }
    plain(text.substring(at), tokens);
  }

  private static void word(String word, Own own, Set<String> subject, List<Token> tokens) {
    // what ends a sentence is no part of the word
    int end = word.length();
    while (end > 0 && ".!?".indexOf(word.charAt(end - 1)) >= 0) {
      end--;
    }
    bare(word.substring(0, end), own, subject, tokens);
    plain(word.substring(end), tokens);
  }

  private static void bare(String word, Own own, Set<String> subject, List<Token> tokens) {
    if (word.isEmpty()) {
      return;
    }
    int name = hostName(word, own.host());
    if (name > 0) {
      tokens.add(new Token(word.substring(0, name), "{host}", true));
      plain(word.substring(name), tokens);
    } else if (word.equals(own.address())) {
      tokens.add(new Token(word, "{address}", true));
    } else if (isNumber(word)) {
      tokens.add(new Token(word, NUMBER, true));
    } else if (word.startsWith("/")
        || subject.contains(word)
        || FINGERPRINT.matcher(word).matches()) {
      tokens.add(new Token(word, TEXT, true));
    } else {
      plain(word, tokens);
    }
  }

  private static boolean isNumber(String word) {
    char first = word.charAt(0);
    boolean sign = word.length() > 1 && (first == '-' || first == '+');
    return Character.isDigit(sign ? word.charAt(1) : first)
        || word.indexOf(':') >= 0
        || HEXADECIMAL.matcher(word).matches();
  }

  /// How much of the beginning of a word is the name of the host, with or without its domain; 0 if it is not.
  private static int hostName(String word, String host) {
    if (begins(word, host)) {
      return host.length();
    }
    int dot = host.indexOf('.');
    // the parts of an address are no names
    boolean domain = dot > 0 && !Character.isDigit(host.charAt(0));
    return domain && begins(word, host.substring(0, dot)) ? dot : 0;
  }

  private static boolean begins(String word, String name) {
    return word.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT))
        && (word.length() == name.length() || word.charAt(name.length()) == '.');
  }

  private static void plain(String text, List<Token> tokens) {
    if (!text.isEmpty()) {
      tokens.add(new Token(text, text, true));
    }
  }
}
