package dev.driftline.probe.kit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          mysql -uroot -phunter2 db                | mysql -uroot -p*** db
          mysqldump -p12345 db                     | mysqldump -p*** db
          /usr/bin/mysql --password=hunter2        | /usr/bin/mysql --password=***
          app --password hunter2 --port 1          | app --password *** --port 1
          app --api-key=abc --x=1                  | app --api-key=*** --x=1
          env PGPASSWORD=abc psql                  | env PGPASSWORD=*** psql
          java -Djavax.net.ssl.keyStorePassword=x Main | java -Djavax.net.ssl.keyStorePassword=*** Main
          amqp://guest:secret@mq:5672/             | amqp://guest:***@mq:5672/
          sshpass -p hunter2 ssh host              | sshpass -p *** ssh host
          curl -u bob:pw https://x/                | curl -u *** https://x/
          ldapsearch -w pw -x                      | ldapsearch -w *** -x
          redis-cli -a pw                          | redis-cli -a ***
          sshd -p2222                              | sshd -p2222
          nginx -p /etc/nginx                      | nginx -p /etc/nginx
          /usr/sbin/named -f -u bind               | /usr/sbin/named -f -u bind
          """)
  void masksWhatLooksLikeASecret(String command, String shown) {
    assertThat(SecretMask.masked(List.of(command.strip().split(" ", -1)))).isEqualTo(shown.strip());
  }

  @Test
  void masksAHeader() {
    assertThat(SecretMask.masked(List.of("curl", "-H", "Authorization: Bearer abc.def")))
        .isEqualTo("curl -H Authorization: Bearer ***");
  }

  @Test
  void aSecretInTheMiddleOfALongWordIsMasked() {
    String word = "a-b.c_".repeat(100) + "password" + "x".repeat(100);

    assertThat(SecretMask.masked(List.of("app", word + "=abc", word + ":def")))
        .isEqualTo("app %s=*** %s:***".formatted(word, word));
  }

  @Test
  void longWordsWithoutASecretDoNotHoldUpARun() {
    String word = "a-b.c_".repeat(170) + "=";

    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (int process = 0; process < 2_000; process++) {
            assertThat(SecretMask.masked(List.of("app", word))).isEqualTo("app " + word);
          }
        },
        "2,000 such processes took 80 s when a word was tried from each of its characters");
  }

  /// What [SecretParts] says it finds, as expressions. They are slow on long words only.
  private static final String NAME =
      "[\\w.-]*(?:pass(?:w(?:or)?d|phrase)?|pwd|secret|token|api[-_.]?key|access[-_.]?key|private[-_.]?key|credentials?|auth)";

  private static final Pattern ASSIGNED =
      Pattern.compile(
          "(?i)(?<![\\w.-])(" + NAME + "[\\w.-]*[=:])(?:\"[^\"]*\"|'[^']*'|[^\\s&;,]+)");
  private static final Pattern OPTION = Pattern.compile("(?i)--?" + NAME);
  private static final Pattern URL = Pattern.compile("(://[^/@:\\s]*:)[^/@\\s]+@");
  private static final Pattern HEADER =
      Pattern.compile("(?i)(authorization:\\s*(?:\\w+\\s+)?|bearer\\s+|basic\\s+)\\S+");

  private static final List<String> PIECES =
      List.of(
          "pass",
          "passw",
          "Password",
          "passphrase",
          "pwd",
          "SECRET",
          "token",
          "api",
          "access",
          "private",
          "key",
          "-key",
          "_key",
          ".key",
          "credential",
          "credentials",
          "s",
          "auth",
          "authorization:",
          "Authorization",
          "bearer",
          "Basic",
          "://",
          "@",
          ":",
          "=",
          "/",
          "-",
          "--",
          "\"",
          "'",
          " ",
          "  ",
          "\n",
          "&",
          ";",
          ",",
          "x",
          "a.b",
          "_",
          "\u017f",
          "é");

  @Test
  void masksWhatTheExpressionsFind() {
    long seed = Long.getLong("driftline.seed", System.nanoTime());
    System.out.println("SecretMaskTest -Ddriftline.seed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 30_000; i++) {
      StringBuilder argument = new StringBuilder();
      for (int n = random.nextInt(12); n >= 0; n--) {
        argument.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      String text = argument.toString();
      assertThat(SecretParts.masked(text)).as(text).isEqualTo(byExpressions(text));
      assertThat(SecretParts.isOption(text)).as(text).isEqualTo(OPTION.matcher(text).matches());
    }
  }

  private static String byExpressions(String text) {
    String headers = HEADER.matcher(text).replaceAll("$1***");
    String assigned = ASSIGNED.matcher(headers).replaceAll("$1***");
    return URL.matcher(assigned).replaceAll("$1***@");
  }

  /// One such argument took tens of seconds, and as long as the square of its length.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "password=",
        "password=\"",
        "password='\"",
        "authorization: ",
        "authorization:",
        "bearer ",
        "basic\t",
        "://",
        "://a:",
        "://:x",
        "a-b.c_",
        "=",
        ":",
        "-p",
        "@",
        "\"",
        " ",
        "token:x,",
        "secret&",
        "api-key",
        "api",
        "access_"
      })
  void aMegabyteIsMaskedInOnePass(String piece) {
    String argument = piece.repeat(2 * 1024 * 1024 / piece.length());

    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> assertThat(SecretMask.masked(List.of("app", argument, argument))).isNotEmpty());
  }
}
