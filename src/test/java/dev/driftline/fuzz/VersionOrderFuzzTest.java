package dev.driftline.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.driftline.version.VersionOrder;
import java.util.List;
import java.util.stream.Stream;

/// Each order is an order: the same in both directions, and no circle of three.
class VersionOrderFuzzTest {

  @FuzzTest
  void everyOrderIsAnOrder(FuzzedDataProvider data) {
    VersionOrder order = data.pickValue(VersionOrder.values());
    List<String> texts =
        Stream.generate(() -> data.consumeAsciiString(24)).limit(3).filter(order::accepts).toList();
    for (String a : texts) {
      assertThat(order.compare(a, a)).as(a).isZero();
      for (String b : texts) {
        assertThat(sign(order, b, a)).as("%s, %s", a, b).isEqualTo(-sign(order, a, b));
      }
    }
    if (texts.size() == 3 && sameShape(order, texts)) {
      List<String> sorted = texts.stream().sorted(order).toList();
      String low = sorted.get(0);
      String middle = sorted.get(1);
      String high = sorted.get(2);
      int expected = Math.min(sign(order, low, middle), sign(order, middle, high));
      assertThat(expected).as("%s of %s", order, texts).isNotPositive();
      assertThat(sign(order, low, high)).as("%s of %s", order, texts).isEqualTo(expected);
    }
  }

  /// rpm's order leaves a release out where one of two has none, so that it is one among those that have one, and
  /// among those that have none.
  private static boolean sameShape(VersionOrder order, List<String> texts) {
    return order != VersionOrder.RPM
        || texts.stream().allMatch(text -> text.contains("-"))
        || texts.stream().noneMatch(text -> text.contains("-"));
  }

  private static int sign(VersionOrder order, String a, String b) {
    return Integer.signum(order.compare(a, b));
  }
}
