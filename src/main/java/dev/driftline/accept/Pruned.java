package dev.driftline.accept;

import dev.driftline.model.site.WaiverState;
import dev.driftline.source.Problem;
import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.SourceLocation;
import dev.driftline.source.YamlForms;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A file of waivers without those that a report shows to be needed no more. Comments and the order of the rest stay.
///
/// A waiver is left out only if the report is sure: every host of its pattern was asked and has answered, its check was
/// decided there, and it accepted nothing ([WaiverState#matchesNothing]).
///
/// @param text the new file
/// @param said what was done, a sentence each
public record Pruned(String text, List<String> said) {

  public Pruned {
    said = List.copyOf(said);
  }

  /// One waiver of the file.
  ///
  /// @param first its first line
  /// @param last  the line before the next one, or the last line of the file
  private record Item(Mapping waiver, int first, int last) {

    private String text(String key) {
      return waiver.find(key).map(node -> node instanceof Scalar it ? it.text() : "").orElse("");
    }

    /// Whether the state in a report is about this waiver, and the waiver has not been changed since.
    boolean is(WaiverState state, String file) {
      return state.note().file().equals(file)
          && state.note().line() == first
          && text("until").equals(state.note().until().toString())
          && text("reason").strip().equals(state.note().reason());
    }
  }

  /// Empty if the file cannot be pruned: then `problems` say why.
  ///
  /// @param states of the waivers, from the report
  public static Optional<Pruned> of(SourceFile file, List<WaiverState> states, Problems problems) {
    Optional<List<Item>> items = items(file, problems);
    if (items.isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = file.text().lines().collect(Collectors.toCollection(ArrayList::new));
    List<String> said = new ArrayList<>();
    int left = items.get().size();
    // from the end, so that the numbers of the lines before stay right
    for (Item item : items.get().reversed()) {
      Optional<WaiverState> state =
          states.stream().filter(each -> item.is(each, file.name())).findFirst();
      if (state.isEmpty()) {
        said.add(0, "%s:%d: kept: the report does not know it".formatted(file.name(), item.first));
      } else if (state.get().matchesNothing()) {
        said.add(0, "%s:%d: left out: nothing needs it".formatted(file.name(), item.first));
        lines.subList(item.first - 1, last(lines, item)).clear();
        left--;
      }
    }
    if (left == 0) {
      said.add("no waiver is left: remove %s".formatted(file.name()));
    }
    return Optional.of(
        new Pruned(lines.stream().map(line -> line + "\n").collect(Collectors.joining()), said));
  }

  /// The last line of a waiver: comments and empty lines before the next one are about that one.
  private static int last(List<String> lines, Item item) {
    int last = item.last;
    while (last > item.first
        && (lines.get(last - 1).isBlank() || lines.get(last - 1).strip().startsWith("#"))) {
      last--;
    }
    return last;
  }

  private static Optional<List<Item>> items(SourceFile file, Problems problems) {
    YamlForms forms = new YamlForms(file, problems);
    Optional<YamlNode> root = YamlReader.read(file, problems);
    if (root.isEmpty() && !problems.hasErrors()) {
      problems.add(
          Problem.error(
              new SourceLocation(file.name(), 1, 1),
              "",
              "the file holds no waivers",
              "name a file of waivers"));
    }
    Optional<YamlNode> list =
        root.flatMap(node -> forms.mapping(node, "the file"))
            .flatMap(mapping -> forms.required(mapping, "waivers", "name a file of waivers"));
    if (list.isEmpty()) {
      return Optional.empty();
    }
    List<YamlNode> nodes = forms.items(list.get(), "waivers", "- check: …");
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      int first = nodes.get(i).at().line();
      int last =
          i + 1 < nodes.size()
              ? nodes.get(i + 1).at().line() - 1
              : (int) file.text().lines().count();
      Optional<Mapping> waiver = forms.mapping(nodes.get(i), "a waiver");
      if (last < first || isFlow(file, list.get())) {
        forms.error(
            nodes.get(i).at(),
            "this waiver cannot be taken out without its neighbours",
            "begin each on a line of its own: `- { check: … }`");
      }
      waiver.ifPresent(found -> items.add(new Item(found, first, last)));
    }
    return problems.hasErrors() ? Optional.empty() : Optional.of(items);
  }

  /// Whether a list is written in brackets.
  private static boolean isFlow(SourceFile file, YamlNode list) {
    String line = file.line(list.at().line());
    return line.startsWith("[", Math.min(list.at().column() - 1, line.length()));
  }
}
