package dev.driftline.source;

import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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
/// These are refused, each with its place: a key that is written twice, a key that is not a text, merge keys (`<<`), an
/// alias that contains itself, a second document, and a tag that is not allowed.
public final class YamlReader {

  /// A value that begins with an operator or another sign of YAML. A tag is a word, so `!vault` is none.
  private static final Pattern UNQUOTED =
      Pattern.compile("(?:[:\\[,{]|^\\s*-)\\s*([>|@%`]+[^,}\\]]*|!=[^,}\\]]*)");

  private static final int MAX_DEPTH = 20;
  private static final int MAX_ALIASES = 20;

  /// Each level of aliases to lists of aliases doubles the number of nodes, so their sum is bounded, too.
  private static final int MAX_REPEATED = 10_000;

  private final SourceFile file;
  private final Set<String> allowedTags;
  private final Problems problems;
  private final Iterator<Event> events;
  private final Map<String, Anchored> anchors = new HashMap<>();
  private int aliases;

  /// The number of nodes so far. An alias counts as often as it is used.
  private int nodes;

  /// The part of `nodes` that aliases stand for.
  private int repeated;

  /// A node with an anchor.
  ///
  /// @param size the number of its nodes
  private record Anchored(YamlNode node, int size) {}

  private YamlReader(SourceFile file, Set<String> allowedTags, Problems problems) {
    this.file = file;
    this.allowedTags = allowedTags;
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
  ///
  /// @param allowedTags tags that texts may have: `!vault`
  public static Optional<YamlNode> read(
      SourceFile file, Set<String> allowedTags, Problems problems) {
    try {
      YamlReader reader = new YamlReader(file, allowedTags, problems);
      reader.refuseHiddenLines();
      return reader.document();
    } catch (Refused e) {
      problems.error(file, e.at, e.message, e.hint);
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
        throw new Refused(
            file.at(line, 1),
            "a line ends with U+%04X here, which is hard to see".formatted((int) c),
            "end lines with a newline; in a text write \"\\u%04x\"".formatted((int) c));
      }
      if (Character.isISOControl(c) && "\t\r\n".indexOf(c) < 0) {
        throw new Refused(
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
      throw new Refused(at(after), "a second document", "keep one document in a file");
    }
    return root instanceof Scalar scalar && scalar.isNull() ? Optional.empty() : Optional.of(root);
  }

  private YamlNode node(Event event, int depth) {
    if (depth > MAX_DEPTH) {
      throw new Refused(at(event), "nested deeper than " + MAX_DEPTH, "flatten it");
    }
    if (event instanceof AliasEvent alias) {
      return resolve(alias);
    }
    // counts this node and, below, its members
    int before = nodes++;
    YamlNode node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar);
          case SequenceStartEvent start -> sequence(start, depth);
          case MappingStartEvent start -> mapping(start, depth);
          default -> throw new Refused(at(event), "not YAML: " + event, "check the file");
        };
    // noted after the node was read, so an alias within it is unknown and refused
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor != null && anchors.put(anchor, new Anchored(node, nodes - before)) != null) {
      throw new Refused(
          at(event), "anchor &%s stands twice".formatted(anchor), "name it otherwise");
    }
    return node;
  }

  private YamlNode resolve(AliasEvent alias) {
    Anchored target = anchors.get(alias.getAnchor());
    if (target == null) {
      throw new Refused(
          at(alias),
          "alias *%s stands for nothing before it".formatted(alias.getAnchor()),
          "define &%s first; an anchor may not contain itself".formatted(alias.getAnchor()));
    }
    if (++aliases > MAX_ALIASES) {
      throw new Refused(at(alias), "more than %d aliases".formatted(MAX_ALIASES), "write it out");
    }
    nodes += target.size();
    repeated += target.size();
    if (repeated > MAX_REPEATED) {
      throw new Refused(
          at(alias),
          "aliases stand for more than %d values".formatted(MAX_REPEATED),
          "write it out");
    }
    return target.node();
  }

  private Scalar scalar(ScalarEvent event) {
    boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
    Optional<String> tag = Optional.ofNullable(event.getTag()).filter(t -> !t.equals("!"));
    checkTag(tag, event);
    if (Characters.hasHalf(event.getValue())) {
      throw new Refused(
          at(event), "half a character (a lone surrogate)", "write both halves, or the character");
    }
    return new Scalar(event.getValue(), plain, tag, at(event));
  }

  private Sequence sequence(SequenceStartEvent start, int depth) {
    checkTag(Optional.ofNullable(start.getTag()), start);
    List<YamlNode> items = new ArrayList<>();
    for (Event event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
      items.add(node(event, depth + 1));
    }
    return new Sequence(items, at(start));
  }

  private Mapping mapping(MappingStartEvent start, int depth) {
    checkTag(Optional.ofNullable(start.getTag()), start);
    List<Entry> entries = new ArrayList<>();
    Map<String, SourceLocation> seen = new HashMap<>();
    for (Event event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      Scalar key = key(event, depth);
      YamlNode value = node(events.next(), depth + 1);
      SourceLocation first = seen.putIfAbsent(key.text(), key.at());
      if (first == null) {
        entries.add(new Entry(key, value));
      } else {
        problems.error(
            file,
            key.at(),
            "key \"%s\" stands twice".formatted(key.text()),
            "it stood at line %d already; the first would be lost".formatted(first.line()));
      }
    }
    return new Mapping(entries, at(start));
  }

  private Scalar key(Event event, int depth) {
    if (!(node(event, depth + 1) instanceof Scalar key)) {
      throw new Refused(
          at(event),
          "a key must be a text",
          "a template such as {{ name }} must be quoted: \"{{ name }}\"");
    }
    if (key.text().equals("<<") && key.plain()) {
      throw new Refused(key.at(), "merge keys (<<) are not supported", "write the keys out");
    }
    return key;
  }

  private void checkTag(Optional<String> tag, Event event) {
    tag.filter(t -> !allowedTags.contains(t))
        .ifPresent(t -> {
          throw new Refused(
              at(event),
              "tag %s is not allowed".formatted(t),
              unquoted(file, at(event)).orElse("remove the tag"));
        });
  }

  private SourceLocation at(Event event) {
    Mark mark = event.getStartMark();
    return file.at(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /// Ends the reading of one file. It never leaves this class.
  private static final class Refused extends RuntimeException {
    private final SourceLocation at;
    private final String message;
    private final String hint;

    Refused(SourceLocation at, String message, String hint) {
      super(message, null, false, false);
      this.at = at;
      this.message = message;
      this.hint = hint;
    }
  }
}
