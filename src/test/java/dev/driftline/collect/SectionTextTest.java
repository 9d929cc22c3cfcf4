package dev.driftline.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SectionTextTest {

  @Test
  void dropsCommentsBlankLinesAndIndentation() {
    assertThat(SectionText.strip("#!/bin/sh\n# why\nif true; then\n  echo a # said\n\n\tfi\n"))
        .isEqualTo("if true; then\necho a # said\nfi\n");
  }

  @Test
  void keepsEverythingInsideQuotes() {
    String script = "awk '\n  # awk comment\n  { print }\n'\necho \"\n  # text\n\"\n";
    assertThat(SectionText.strip(script)).isEqualTo(script);
  }

  @Test
  void anApostropheInACommentIsNoQuote() {
    assertThat(SectionText.strip("echo a # don't\n  echo b\n# can't\n  echo c"))
        .isEqualTo("echo a # don't\necho b\necho c\n");
  }

  @Test
  void aHashInsideAWordIsNoComment() {
    assertThat(SectionText.strip("echo a#'\n  # inside a quote\n'\n  echo $#'\n  # too'\n"))
        .isEqualTo("echo a#'\n  # inside a quote\n'\necho $#'\n  # too'\n");
  }

  @Test
  void anExpansionThatIsNotPlainIsLeftAlone() {
    for (String text : List.of("  echo ${x#$x\n\n  # c}\n", "  echo ${x#'}\n # c'}\n")) {
      assertThat(SectionText.strip(text)).isEqualTo(text + "\n");
    }
    assertThat(SectionText.strip("  echo ${x##*/} ${y:-\"$z\"} # c\n  # gone\n"))
        .isEqualTo("echo ${x##*/} ${y:-\"$z\"} # c\n");
  }

  @Test
  void aHashThatContinuesAWordIsNotTakenForAComment() {
    String text = "  echo a\\\n#\"\n  # c\n#\"\n";
    assertThat(SectionText.strip(text)).isEqualTo(text + "\n");
  }

  @Test
  void keepsTheBlanksOfAContinuedLine() {
    assertThat(SectionText.strip("  echo a\\\n  # b\n  echo c\n"))
        .isEqualTo("echo a\\\n  # b\necho c\n");
  }

  @Test
  void escapedQuotesAreNoQuotes() {
    assertThat(SectionText.strip("echo \\' \"\\\"\" 'a'\\''b'\n  # gone\n"))
        .isEqualTo("echo \\' \"\\\"\" 'a'\\''b'\n");
  }

  @Test
  void leavesHereDocumentsAndUnknownQuotesAlone() {
    String document = "  cat <<END\n  # text\nEND\n";
    assertThat(SectionText.strip(document)).isEqualTo(document + "\n");
    assertThat(SectionText.strip("  echo '\n# x")).isEqualTo("  echo '\n# x\n");
  }

  @Test
  void leavesSubstitutionsThatSpanLinesInQuotesAlone() {
    String script = "  x=\"$(echo \"a\n  # b\n  c\")\"\n  echo \"$x\"\n";
    assertThat(SectionText.strip(script)).isEqualTo(script + "\n");
    String old = "  x=\"`echo \"a\n  b\"`\"\n";
    assertThat(SectionText.strip(old)).isEqualTo(old + "\n");
    assertThat(SectionText.strip("  as=\"a $(id -g \"$x\") $((1 + 2))\"\n  # gone\n  b\n"))
        .isEqualTo("as=\"a $(id -g \"$x\") $((1 + 2))\"\nb\n");
  }

  @Test
  void nothingBecomesACommandThatDoesNothing() {
    assertThat(SectionText.strip("# only a comment\n")).isEqualTo(":\n");
    assertThat(SectionText.strip("")).isEqualTo(":\n");
  }
}
