package dev.driftline.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every page is in the index, and every link between pages leads to a file and a heading that is there.
class PageLinksTest {

  private static final Path DOCS = Path.of("docs");
  private static final Path INDEX = DOCS.resolve("README.md");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
  private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");
  private static final Pattern CODE = Pattern.compile("`[^`\n]+`");

  @Test
  void theIndexListsEveryPageAndEverySchema() throws IOException {
    Set<Path> listed = new TreeSet<>();
    for (String link : links(INDEX)) {
      listed.add(DOCS.resolve(link).normalize());
    }
    Set<Path> there = new TreeSet<>();
    try (Stream<Path> files = Files.walk(DOCS)) {
      files
          .filter(file -> file.toString().matches(".*\\.(md|json)"))
          .filter(file -> !file.equals(INDEX))
          .forEach(there::add);
    }
    assertThat(there)
        .as("docs/README.md lacks a link to a page: add one for each of these")
        .filteredOn(page -> !listed.contains(page))
        .isEmpty();
    assertThat(listed)
        .as("docs/README.md has links to what is no page: remove these")
        .filteredOn(page -> !there.contains(page))
        .isEmpty();
  }

  @Test
  void everyRelativeLinkLeadsSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      for (String link : links(page)) {
        if (!link.matches("[a-z]+:.*") && !leadsSomewhere(page, link)) {
          broken.add(page + " → " + link);
        }
      }
    }
    assertThat(broken).as("links that lead to no file or no heading").isEmpty();
  }

  private static boolean leadsSomewhere(Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    try (Stream<Path> files = Files.walk(DOCS)) {
      files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
    }
    pages.addAll(List.of(Path.of("README.md"), Path.of("CONTRIBUTING.md")));
    assertThat(pages).hasSizeGreaterThan(25);
    return pages;
  }

  private static List<String> links(Path page) throws IOException {
    String prose = CODE.matcher(withoutFences(page)).replaceAll("code");
    return LINK.matcher(prose).results().map((MatchResult found) -> found.group(1)).toList();
  }

  private static String withoutFences(Path page) throws IOException {
    return FENCED.matcher(Files.readString(page)).replaceAll("");
  }

  /// As GitHub makes them of headings: lower case, hyphens for blanks, other signs left out, numbered if repeated.
  private static Set<String> anchors(Path page) throws IOException {
    Map<String, Integer> seen = new HashMap<>();
    return HEADING
        .matcher(withoutFences(page))
        .results()
        .map(found -> found.group(1).replaceAll("\\[([^]]*)\\]\\([^)]*\\)", "$1"))
        .map(title ->
            title
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-'))
        .map(anchor -> {
          int before = seen.merge(anchor, 1, Integer::sum) - 1;
          return before == 0 ? anchor : anchor + "-" + before;
        })
        .collect(Collectors.toUnmodifiableSet());
  }
}
