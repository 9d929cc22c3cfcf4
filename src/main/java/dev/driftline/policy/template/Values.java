package dev.driftline.policy.template;

import com.hubspot.jinjava.objects.collections.PyList;
import com.hubspot.jinjava.objects.collections.PyMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Copies variables into the few types that templates may see.
///
/// jinjava lets a template call the public methods of any object that it gets. So it gets only texts, truth values,
/// whole numbers, and lists and maps of these, and all of them are made here.
final class Values {

  private static final int MAX_TEXT = 65_536;
  private static final int MAX_ITEMS = 1000;
  private static final int MAX_DEPTH = 20;

  private Values() {}

  static Map<String, Object> copy(Map<String, Object> variables) {
    Map<String, Object> copies = new HashMap<>();
    variables.forEach((name, value) -> copies.put(name, copy(name, value, 0)));
    return copies;
  }

  private static Object copy(String name, Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new Unfit("variable \"%s\" is nested deeper than %d".formatted(name, MAX_DEPTH));
    }
    return switch (value) {
      case String text -> text(name, text);
      case Boolean truth -> truth;
      case Integer number -> (long) number;
      case Long number -> number;
      case List<?> list -> list(name, list, depth);
      case Map<?, ?> map -> map(name, map, depth);
      default ->
          throw new Unfit("variable \"%s\" is of a kind that templates cannot use".formatted(name));
    };
  }

  private static String text(String name, String text) {
    if (text.length() > MAX_TEXT) {
      throw new Unfit("variable \"%s\" is longer than %d characters".formatted(name, MAX_TEXT));
    }
    return text;
  }

  private static WholeList list(String name, List<?> list, int depth) {
    if (list.size() > MAX_ITEMS) {
      throw new Unfit("variable \"%s\" has more than %d items".formatted(name, MAX_ITEMS));
    }
    List<Object> copies = new Items();
    list.forEach(item -> copies.add(copy(name, item, depth + 1)));
    return new WholeList(copies);
  }

  private static WholeMap map(String name, Map<?, ?> map, int depth) {
    if (map.size() > MAX_ITEMS) {
      throw new Unfit("variable \"%s\" has more than %d entries".formatted(name, MAX_ITEMS));
    }
    Map<String, Object> copies = new HashMap<>();
    map.forEach((key, value) -> copies.put(String.valueOf(key), copy(name, value, depth + 1)));
    return new WholeMap(copies);
  }

  /// A variable that templates cannot use.
  static final class Unfit extends RuntimeException {
    private static final String USE_A_PART =
        "of a list take `join(', ')`, `first` or `length`, of a mapping one of its keys, for nothing `default('…')`";

    private final String hint;

    Unfit(String message) {
      this(message, USE_A_PART);
    }

    Unfit(String message, String hint) {
      super(message, null, false, false);
      this.hint = hint;
    }

    String hint() {
      return hint;
    }
  }

  /// A list that never becomes a text by accident. As `[a, b]` it would match nothing, and a check that forbids it
  /// would never drift.
  private static final class WholeList extends PyList {
    WholeList(List<Object> items) {
      super(items);
    }

    @Override
    public String toString() {
      throw new Unfit("a list where a text is needed");
    }
  }

  /// The items of a [WholeList]. jinjava's operator `~` turns them into a text without asking the list.
  private static final class Items extends ArrayList<Object> {
    @Override
    public String toString() {
      throw new Unfit("a list where a text is needed");
    }
  }

  /// A map that never becomes a text by accident.
  private static final class WholeMap extends PyMap {
    WholeMap(Map<String, Object> entries) {
      super(entries);
    }

    @Override
    public String toString() {
      throw new Unfit("a mapping where a text is needed");
    }
  }
}
