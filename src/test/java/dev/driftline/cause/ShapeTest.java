package dev.driftline.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cause.Shape.Own;
import dev.driftline.cause.Shape.Token;
import dev.driftline.model.Message;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {

  private static final Own WEB7 =
      new Own("web7.example.com", "10.0.0.7", "named fd 2 (user bind, dns.service)");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          web7.example.com: no answer            | {host}: no answer
          login to web7 failed                   | login to {host} failed
          WEB7 said no                           | {host} said no
          web7.example.com.                      | {host}.
          root@web7:/srv                         | root@{host}:{text}
          web70 said no                          | web70 said no
          no answer of 10.0.0.7:22               | no answer of {address}:{number}
          db1 (10.0.0.9:3306)                    | db1 ({number}:{number})
          10.0.0.9:22: login: no key             | {number}:{number}: login: no key
          10.0.0.7:22: login: no key             | {address}:{number}: login: no key
          ::1: no route                          | {number}: no route
          [2001:db8::1]:22: refused              | [{number}]:{number}: refused
          [2001:db8::1]:22 refused               | [{number}]:{number} refused
          1.1.1n-0+deb11u5                       | {number}
          -12 is less than +3                    | {number} is less than {number}
          up since 02:15:00                      | up since {number}
          key deadbeef0 and cafe                 | key {number} and cafe
          /etc/bind/rndc.key exists              | {text} exists
          the user bind started named            | the user bind started {text}
          SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCA | SHA256:{text}
          internationalisation-of-everything     | internationalisation-of-everything
          read of "/a b" failed, 3 times         | read of "{text} b" failed, {number} times
          {number} of hosts                      | {number} of hosts
          """)
  void takesOutWhatIsAnotherOneOnEachHost(String value, String shape) {
    assertThat(shape(Message.value(value), WEB7)).isEqualTo(shape);
  }

  @Test
  void wordsOfOursStay() {
    Message message = Message.of("version is %s, expected >= 3.0.11 by /etc/x of web7", "1.1.1n");
    assertThat(shape(message, WEB7))
        .isEqualTo("version is {number}, expected >= 3.0.11 by /etc/x of web7");
  }

  @Test
  void aHostNamedByItsAddressHasNoShortName() {
    Own own = new Own("10.0.0.7", "10.0.0.7", "");
    assertThat(shape(Message.value("10 errors at 10.0.0.7"), own))
        .isEqualTo("{number} errors at {host}");
  }

  /// A value may be anything that a host says.
  @RepeatedTest(3)
  void theTokensAreTheMessage() {
    long seed = Long.getLong("driftline.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 3_000; i++) {
      Message message = Message.of("a %s b %s", text(random), text(random));
      Shape shape = Shape.of(message, WEB7);
      assertThat(shape.tokens().stream().map(Token::text).collect(Collectors.joining()))
          .as("-Ddriftline.seed=%d", seed)
          .isEqualTo(message.text());
    }
  }

  private static String text(Random random) {
    String characters = "web7.10/: ab:f(){}@\"=,;|-+_é\ud83d\ude00\n\t";
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(30); i > 0; i--) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }

  private static String shape(Message message, Own own) {
    return Shape.of(message, own).tokens().stream().map(Token::shape).collect(Collectors.joining());
  }
}
