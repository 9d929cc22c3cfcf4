package dev.driftline.probe.kit.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.model.table.Cell;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A command line that was cut shows no secret, and nothing that the whole one does not begin with.
class CommandCellTest {

  private static final List<String> PIECES =
      List.of(
          "mysql",
          "/usr/bin/curl",
          "java",
          "-p",
          "-u",
          "user:",
          "--password",
          "=",
          " ",
          ":",
          "://",
          "@",
          "/",
          "x",
          "SECRET",
          "token",
          "api-key",
          "Authorization: ",
          "Bearer ",
          "pass",
          "\"",
          "'",
          "1234",
          "-",
          "a=b",
          "&",
          "\n",
          "\u0001",
          "\u0001",
          "\u0001");

  @Test
  void theWholeCommandLineBeginsWithWhatIsShownOfACutOne() {
    long seed = Long.getLong("driftline.seed", System.nanoTime());
    System.out.println("CommandCellTest -Ddriftline.seed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      String whole =
          IntStream.range(0, 1 + random.nextInt(14))
              .mapToObj(_ -> PIECES.get(random.nextInt(PIECES.size())))
              .collect(Collectors.joining());
      String beginning = whole.substring(0, random.nextInt(whole.length() + 1));
      assertThat(SecretMask.masked(arguments(whole.replaceAll("[\n\u0001]+$", ""))))
          .as("%s of %s", beginning, whole)
          .startsWith(SecretMask.maskedBeginning(arguments(beginning)));
    }
  }

  private static List<String> arguments(String text) {
    return List.of(text.split("\u0001", -1));
  }

  @ParameterizedTest
  @CsvSource({
    "java|-cp|/opt/a.jar:/opt/b.j, java -cp /opt/a.jar:/opt/b.j",
    "java|-cp|/opt/a.jar|, java -cp /opt/a.jar",
    "curl|https://user:SECR, curl https",
    "mysql|-pSECR, mysql -p",
    "worker|-p3306, worker -p",
    "worker|-p/srv/x, worker -p/srv/x",
    "mysql|--password|SECR, mysql --password ***",
    "java|-Dkeystore.password=SECR, java -Dkeystore.",
    "java|-Djava.home=/opt, java -Djava.home=/opt",
  })
  void theLastArgumentEndsWhereASecretMayBegin(String arguments, String shown) {
    assertThat(cut(List.of(arguments.split("\\|", -1))))
        .isEqualTo(Cell.cut(shown, "only its beginning was taken"));
  }

  @Test
  void aCharacterThatWasCutIsNotShown() {
    assertThat(cut(List.of("echo", "caf\uFFFD")))
        .isEqualTo(Cell.cut("echo caf", "only its beginning was taken"));
  }

  private static Cell cut(List<String> arguments) {
    return CommandCell.of(new CommandLines.Command(arguments, true));
  }

  @Test
  void aWholeCommandLineIsAText() {
    assertThat(CommandCell.of(new CommandLines.Command(List.of("mysql", "-px"), false)))
        .isEqualTo(Cell.text("mysql -p***"));
  }
}
