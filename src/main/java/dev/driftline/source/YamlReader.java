package dev.driftline.source;

import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/// Reads one YAML document out of SnakeYAML's events. No object is made from a tag, and no text gets a type. Depth and
/// aliases are bounded.
///
/// These are refused, each with its place: a key that is written twice, a key that is not a text, an alias that
/// contains itself, and a second document. In our own files (policies) merge keys (`<<`) and tags are refused, too. In
/// an inventory, which other programs read as well, they are read: see [#readInventory].
public final class YamlReader {

  /// A value that begins with an operator or another sign of YAML. A tag is a word, so `!vault` is none.
  private static final Pattern UNQUOTED =
      Pattern.compile("(?:[:\\[,{]|^\\s*-)\\s*([>|@%`]+[^,}\\]]*|!=[^,}\\]]*)");

  private static final Pattern KEY = Pattern.compile("([A-Za-z_][A-Za-z0-9_-]{0,40}) *: *$");

  private static final String YAML = "tag:yaml.org,2002:";

  /// Tags that say of a value what it is anyway.
  private static final Set<String> OPEN_TAGS =
      Set.of(YAML + "str", YAML + "int", YAML + "float", YAML + "bool", YAML + "seq", YAML + "map");

  private static final int MAX_DEPTH = 20;

  private final SourceFile file;
  private final boolean inventory;
  private final Problems problems;
  private final Iterator<Event> events;
  private final YamlAliases aliases;

  private YamlReader(SourceFile file, boolean inventory, Problems problems) {
    this.file = file;
    this.inventory = inventory;
    this.aliases = new YamlAliases(inventory);
    this.problems = problems;
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE); // the file's size was bounded when it was read
    ParserImpl parser = new ParserImpl(new StreamReader(file.text()), options);
    this.events =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return parser.peekEvent() != null;
          }

          @Override
          public Event next() {
            return parser.getEvent();
          }
        };
  }

  /// Reads `file`. Empty if it contains no document, only comments for example, or if it is not YAML, which is
  /// reported.
  public static Optional<YamlNode> read(SourceFile file, Problems problems) {
    return read(file, false, problems);
  }

  /// Reads a file of an inventory. Merge keys are merged as in YAML 1.1. A value with a tag, such as `!vault`, is
  /// closed: a text without content that keeps its tag. Nothing is made from it. The tags of YAML's own texts, numbers,
  /// lists and mappings (`!!str`) change nothing.
  public static Optional<YamlNode> readInventory(SourceFile file, Problems problems) {
    return read(file, true, problems);
  }

  private static Optional<YamlNode> read(SourceFile file, boolean inventory, Problems problems) {
    try {
      YamlReader reader = new YamlReader(file, inventory, problems);
      reader.refuseHiddenLines();
      return reader.document();
    } catch (YamlRefused e) {
      e.report(file, problems);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      SourceLocation at =
          mark == null ? file.at(1, 1) : file.at(mark.getLine() + 1, mark.getColumn() + 1);
      String hint = unquoted(file, at).orElse("check quotes and indentation");
      problems.error(file, at, "not YAML: " + e.getProblem(), hint);
    } catch (YAMLException | IllegalArgumentException e) {
      problems.error(file, file.at(1, 1), "not YAML: " + e.getMessage(), "check the file");
    }
    return Optional.empty();
  }

  /// The hint for a value whose first character is a sign of YAML, such as `version: >= 3`.
  private static Optional<String> unquoted(SourceFile file, SourceLocation at) {
    return UNQUOTED
        .matcher(file.line(at.line()))
        .results()
        .filter(value -> value.start(1) < at.column() && at.column() <= value.end(1) + 1)
        .map(value -> value.group(1).strip())
        .filter(value -> !value.contains("\""))
        .findFirst()
        .map(value ->
            "quote a text that begins with `%s`: `\"%s\"`".formatted(value.charAt(0), value));
  }

  /// Refuses characters that end a line in YAML 1.1, but not in editors. Text after one in a comment would be read,
  /// though it looks like part of the comment.
  private void refuseHiddenLines() {
    String text = file.text();
    int line = 1;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean alone = c == '\r' && (at + 1 == text.length() || text.charAt(at + 1) != '\n');
      if (alone || c == '\u0085' || c == '\u2028' || c == '\u2029') {
        throw new YamlRefused(
            file.at(line, 1),
            "a line ends with U+%04X here, which is hard to see".formatted((int) c),
            "end lines with a newline; in a text write \"\\u%04x\"".formatted((int) c));
      }
      if (Character.isISOControl(c) && "\t\r\n".indexOf(c) < 0) {
        throw new YamlRefused(
            file.at(line, 1),
            "a control character, U+%04X, stands here".formatted((int) c),
            "remove it; in a text write \"\\u%04x\"".formatted((int) c));
      }
      line += c == '\n' ? 1 : 0;
    }
  }

  private Optional<YamlNode> document() {
    events.next(); // stream start
    if (!(events.next() instanceof DocumentStartEvent)) {
      return Optional.empty();
    }
    YamlNode root = node(events.next(), 0);
    events.next(); // document end
    // either the end of the stream, or a second document
    Event after = events.next();
    if (after instanceof DocumentStartEvent) {
      throw new YamlRefused(at(after), "a second document", "keep one document in a file");
    }
    return root instanceof Scalar scalar && scalar.isNull() ? Optional.empty() : Optional.of(root);
  }

  private YamlNode node(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw new YamlRefused(at(event), "nested deeper than " + MAX_DEPTH, "flatten it");
    }
    if (event instanceof AliasEvent alias) {
      return aliases.resolve(alias.getAnchor(), at(event), keyBefore(at(event)));
    }
    long before = aliases.count();
    Optional.ofNullable(((NodeEvent) event).getAnchor()).ifPresent(aliases::begin);
    YamlNode node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar);
          case SequenceStartEvent start -> sequence(start, depth);
          case MappingStartEvent start -> mapping(start, depth);
          default -> throw new YamlRefused(at(event), "not YAML: " + event, "check the file");
        };
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor != null) {
      aliases.define(anchor, node, before, at(event));
    }
    return node;
  }

  /// The key before a value on its line, with a colon and a blank: `hosts: `. Empty if there is none.
  private String keyBefore(SourceLocation at) {
    String line = file.line(at.line());
    String before = line.substring(0, Math.min(at.column() - 1, line.length()));
    Matcher key = KEY.matcher(before);
    return key.find() ? key.group(1) + ": " : "";
  }

  private Scalar scalar(ScalarEvent event) {
    boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
    Optional<String> tag = tag(event.getTag(), event);
    if (Characters.hasHalf(event.getValue())) {
      throw new YamlRefused(
          at(event), "half a character (a lone surrogate)", "write both halves, or the character");
    }
    aliases.countText(event.getValue().length());
    // `!!str 5` is a text, as if it were quoted
    boolean asWritten = plain && !(YAML + "str").equals(event.getTag());
    return new Scalar(event.getValue(), asWritten, tag, at(event));
  }

  private YamlNode sequence(SequenceStartEvent start, int depth) {
    Optional<String> tag = tag(start.getTag(), start);
    List<YamlNode> items = new ArrayList<>();
    for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
      items.add(node(event, depth + 1));
    }
    return closed(tag, start).orElseGet(() -> new Sequence(items, at(start)));
  }

  private YamlNode mapping(MappingStartEvent start, int depth) {
    Optional<String> tag = tag(start.getTag(), start);
    List<Entry> entries = new ArrayList<>();
    Map<String, Entry> merged = new LinkedHashMap<>();
    Map<String, SourceLocation> seen = new HashMap<>();
    for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      Scalar key = key(event, depth);
      YamlNode value = node(events.next(), depth + 1);
      SourceLocation first = seen.putIfAbsent(key.text(), key.at());
      if (first == null && isMerge(key)) {
        merge(value, key.at(), merged);
      } else if (first == null) {
        entries.add(new Entry(key, value));
      } else {
        problems.error(
            file,
            key.at(),
            "key \"%s\" stands twice".formatted(key.text()),
            "it stood at line %d already; the first would be lost".formatted(first.line()));
      }
    }
    return closed(tag, start).orElseGet(() -> new Mapping(over(merged, entries), at(start)));
  }

  private static boolean isMerge(Scalar key) {
    return key.text().equals("<<") && key.plain();
  }

  /// Adds the keys of the mapping, or of the list of mappings, that a merge key names. In a list, the first one wins.
  private void merge(YamlNode value, SourceLocation at, Map<String, Entry> merged) {
    switch (value) {
      case Mapping mapping -> mapping.entries().forEach(e -> merged.put(e.key().text(), e));
      case Sequence list -> list.items().reversed().forEach(item -> merge(item, at, merged));
      case Scalar _ ->
          throw new YamlRefused(
              at, "\"<<\" merges mappings, and this is a text", "write it as <<: *anchor");
    }
  }

  /// The mapping's own entries, and those that were merged into it. Merged ones come first, and its own win.
  private static List<Entry> over(Map<String, Entry> merged, List<Entry> own) {
    if (merged.isEmpty()) {
      return own;
    }
    own.forEach(entry -> merged.put(entry.key().text(), entry));
    return List.copyOf(merged.values());
  }

  private Scalar key(Event event, int depth) {
    if (!(node(event, depth + 1) instanceof Scalar key)) {
      throw new YamlRefused(
          at(event),
          "a key must be a text",
          "a template such as {{ name }} must be quoted: \"{{ name }}\"");
    }
    if (isMerge(key) && !inventory) {
      throw new YamlRefused(key.at(), "merge keys (<<) are not supported", "write the keys out");
    }
    return key;
  }

  /// The tag that closes a value, if it has one.
  private Optional<String> tag(@Nullable String tag, Event event) {
    if (tag == null || (tag.equals("!") && event instanceof ScalarEvent)) {
      return Optional.empty();
    }
    if (!inventory) {
      throw new YamlRefused(
          at(event),
          "tag %s is not allowed".formatted(tag),
          unquoted(file, at(event)).orElse("remove the tag"));
    }
    return OPEN_TAGS.contains(tag) ? Optional.empty() : Optional.of(tag.replace(YAML, "!!"));
  }

  private Optional<YamlNode> closed(Optional<String> tag, Event event) {
    return tag.map(t -> new Scalar("", false, Optional.of(t), at(event)));
  }

  private SourceLocation at(Event event) {
    Mark mark = event.getStartMark();
    return file.at(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
