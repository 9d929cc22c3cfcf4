package dev.driftline.probe.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
