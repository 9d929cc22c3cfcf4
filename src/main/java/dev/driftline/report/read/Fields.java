package dev.driftline.report.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An object of a JSON document. Each method takes the value of one field, which must be there and have the type that
/// is asked for. Fields that nobody asks for are ignored: later versions of driftline write more of them.
///
/// @param values by name, in the order of the document
record Fields(Place at, Map<String, Value> values) implements Value {

  private static final Pattern COUNT = Pattern.compile("0|[1-9][0-9]{0,8}");
  private static final Pattern SECONDS = Pattern.compile("([0-9]{1,12})(?:\\.([0-9]{1,3}))?");

  @Override
  public String kind() {
    return "an object";
  }

  /// Whether the field is there; it may be null.
  boolean has(String name) {
    return values.containsKey(name);
  }

  /// The names of all fields, in order.
  List<String> names() {
    return List.copyOf(values.keySet());
  }

  Value value(String name) throws UnreadableReport {
    Value value = values.get(name);
    if (value == null) {
      throw UnreadableReport.changed(at, "\"%s\" is missing".formatted(name));
    }
    return value;
  }

  String text(String name) throws UnreadableReport {
    if (value(name) instanceof Text(_, String text)) {
      return text;
    }
    throw wrong(name, "a text");
  }

  Optional<String> optionalText(String name) throws UnreadableReport {
    return value(name) instanceof Nothing ? Optional.empty() : Optional.of(text(name));
  }

  /// The text of a field that earlier versions did not write; empty if it is null or not there.
  String laterText(String name) throws UnreadableReport {
    return has(name) ? optionalText(name).orElse("") : "";
  }

  /// A whole number that may be negative.
  int number(String name) throws UnreadableReport {
    if (value(name) instanceof Numeral(_, String digits)
        && COUNT.matcher(digits.startsWith("-") ? digits.substring(1) : digits).matches()) {
      return Integer.parseInt(digits);
    }
    throw wrong(name, "a whole number from -999999999 to 999999999");
  }

  /// A number of things.
  int count(String name) throws UnreadableReport {
    if (value(name) instanceof Numeral(_, String digits) && COUNT.matcher(digits).matches()) {
      return Integer.parseInt(digits);
    }
    throw wrong(name, "a whole number from 0 to 999999999");
  }

  boolean truth(String name) throws UnreadableReport {
    if (value(name) instanceof Truth(_, boolean truth)) {
      return truth;
    }
    throw wrong(name, "true or false");
  }

  /// A length of time in seconds, with up to three decimals.
  Duration seconds(String name) throws UnreadableReport {
    if (value(name) instanceof Numeral(_, String digits)) {
      Matcher seconds = SECONDS.matcher(digits);
      if (seconds.matches()) {
        String decimals = seconds.group(2) == null ? "" : seconds.group(2);
        return Duration.ofSeconds(Long.parseLong(seconds.group(1)))
            .plusMillis(Long.parseLong((decimals + "000").substring(0, 3)));
      }
    }
    throw wrong(name, "a number of seconds");
  }

  /// One of the words of an enum.
  <E extends Enum<E>> E word(String name, E[] all, Function<E, String> word)
      throws UnreadableReport {
    String text = text(name);
    for (E each : all) {
      if (word.apply(each).equals(text)) {
        return each;
      }
    }
    throw wrong(name, "one of " + Arrays.stream(all).map(word).collect(Collectors.joining(", ")));
  }

  Fields fields(String name) throws UnreadableReport {
    if (value(name) instanceof Fields fields) {
      return fields;
    }
    throw wrong(name, "an object");
  }

  /// One of some words; empty if it is null.
  <E extends Enum<E>> Optional<E> optionalWord(String name, E[] all, Function<E, String> word)
      throws UnreadableReport {
    return value(name) instanceof Nothing ? Optional.empty() : Optional.of(word(name, all, word));
  }

  Optional<Fields> optionalFields(String name) throws UnreadableReport {
    return value(name) instanceof Nothing ? Optional.empty() : Optional.of(fields(name));
  }

  /// The objects of a list.
  List<Fields> list(String name) throws UnreadableReport {
    List<Fields> list = new ArrayList<>();
    for (Value item : items(name)) {
      if (!(item instanceof Fields fields)) {
        throw wrong(name, "a list of objects");
      }
      list.add(fields);
    }
    return list;
  }

  /// The texts of a list.
  List<String> texts(String name) throws UnreadableReport {
    List<String> texts = new ArrayList<>();
    for (Value item : items(name)) {
      if (!(item instanceof Text(_, String text))) {
        throw wrong(name, "a list of texts");
      }
      texts.add(text);
    }
    return texts;
  }

  private List<Value> items(String name) throws UnreadableReport {
    if (value(name) instanceof Items(_, List<Value> items)) {
      return items;
    }
    throw wrong(name, "a list");
  }

  /// What to throw if a field is not what is asked for.
  UnreadableReport wrong(String name, String wanted) throws UnreadableReport {
    Value value = value(name);
    return UnreadableReport.changed(
        value.at(), "\"%s\" is %s, and not %s".formatted(name, value.kind(), wanted));
  }
}
