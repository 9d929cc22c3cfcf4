package dev.driftline.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HostRangesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "web1                                  | web1",
        "db3 web2 web1 db3 web3                | db3, web[1-3]",
        "web03 db1 web01 cache web05 web02     | web[01-03,05], db1, cache",
        "web9 web10 web11                      | web[9-11]",
        "web09 web10 web11                     | web[09-11]",
        "web1 web2 web01 web02 web10           | web[1-2], web[01-02,10]",
        "web1 web01 web001                     | web1, web01, web001",
        "web099 web100 web1000 web1001         | web[099-100], web[1000-1001]",
        "web0 web1 web00 web01                 | web[0-1], web[00-01]",
        "web1.eu3.example web2.eu3.example     | web[1-2].eu3.example",
        "web1.eu1.example web1.eu2.example     | web1.eu1.example, web1.eu2.example",
        "r1-web1 r1-web2 r2-web1               | r1-web[1-2], r2-web1",
        "web1a web2a web2b                     | web[1-2]a, web2b",
        "10.0.0.1 10.0.0.2 192.168.7.12        | 10.0.0.1, 10.0.0.2, 192.168.7.12",
        "10.0.0.example 11.0.0.example         | [10-11].0.0.example",
        "2001:db8::1 2001:db8::2               | 2001:db8::1, 2001:db8::2",
        "db.example mail.example               | db.example, mail.example",
        "n999999999999999998 n999999999999999999   | n[999999999999999998-999999999999999999]",
        "n9999999999999999998 n9999999999999999999 | n9999999999999999998, n9999999999999999999"
      })
  void hostsAreFoldedByTheLastNumberOfTheFirstLabel(String hosts, String ranges) {
    assertThat(HostRanges.of(Arrays.asList(hosts.split(" ")))).isEqualTo(ranges);
  }

  @Test
  void aNameWithMarksOfARangeIsShownAsItIs() {
    assertThat(
            HostRanges.of(
                List.of("web[1-2]1", "web[1-2]2", "a,b1", "a,b2", "x 1", "x 2", "é1", "é2")))
        .isEqualTo("web[1-2]1, web[1-2]2, a,b1, a,b2, x 1, x 2, é1, é2");
    assertThat(HostRanges.of(List.of("web1\n", "web2\n", ""))).isEqualTo("web1\n, web2\n, ");
    assertThat(HostRanges.of(List.of())).isEmpty();
  }

  @Test
  void tenThousandHostsInAnyOrderAreOneRange() {
    List<String> hosts =
        new ArrayList<>(
            IntStream.range(0, 10_000).mapToObj("web%05d.example.com"::formatted).toList());
    Collections.shuffle(hosts, new Random(1));
    assertThat(HostRanges.of(hosts)).isEqualTo("web[00000-09999].example.com");
  }

  @RepeatedTest(200)
  void readingTheRangesGivesExactlyTheHosts() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> hosts = Stream.generate(() -> name(random)).limit(random.nextInt(1, 200)).toList();

    String ranges = HostRanges.of(hosts);

    assertThat(expand(ranges))
        .as("seed %d, %s", seed, ranges)
        .doesNotHaveDuplicates()
        .hasSameElementsAs(new LinkedHashSet<>(hosts));
  }

  private static String name(Random random) {
    List<String> before = List.of("", "web", "r1-", "db_", "n0");
    List<String> numbers = List.of("%d", "%02d", "%03d");
    List<String> after = List.of("", "a", ".example", ".eu1.example", ".0.0.1", "-b.7");
    return pick(before, random)
        + pick(numbers, random).formatted(random.nextInt(random.nextBoolean() ? 12 : 1200))
        + pick(after, random);
  }

  private static String pick(List<String> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }

  /// Reads ranges as pdsh does: a range whose first number begins with a zero has numbers of that width.
  private static List<String> expand(String ranges) {
    List<String> hosts = new ArrayList<>();
    for (String word : ranges.split(", ", -1)) {
      Matcher matcher = Pattern.compile("(.*)\\[(.*)](.*)").matcher(word);
      if (matcher.matches()) {
        for (String range : matcher.group(2).split(",", -1)) {
          numbers(range).forEach(number -> hosts.add(matcher.group(1) + number + matcher.group(3)));
        }
      } else {
        hosts.add(word);
      }
    }
    return hosts;
  }

  private static Stream<String> numbers(String range) {
    String[] ends = range.split("-", -1);
    String format = ends[0].startsWith("0") ? "%0" + ends[0].length() + "d" : "%d";
    return LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]))
        .mapToObj(format::formatted);
  }
}
