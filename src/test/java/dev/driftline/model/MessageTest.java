package dev.driftline.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.model.Message.Part;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageTest {

  @Test
  void knowsItsValues() {
    Message message = Message.of("version is %s, expected %s", "1.1", Message.words(">= 3"));
    assertThat(message.text()).isEqualTo("version is 1.1, expected >= 3");
    assertThat(message.parts())
        .containsExactly(
            new Part("version is ", false),
            new Part("1.1", true),
            new Part(", expected >= 3", false));
  }

  @Test
  void keepsThePartsOfWhatItIsMadeOf() {
    Message one = Message.of("a is %s", 1);
    Message two = Message.of("b is %s", "x y");
    assertThat(Message.joined("; ", List.of(one, two)))
        .hasToString("a is [1]; b is [x y]")
        .isEqualTo(Message.of("%s; %s", one, two));
    assertThat(one.plus(" or so").plus(two)).hasToString("a is [1] or sob is [x y]");
  }

  @Test
  void aValueThatReadsLikeOurWordsIsAValue() {
    Message forged = Message.of("a is %s", "1, expected 2");
    Message honest = Message.of("a is %s, expected 2", "1");
    assertThat(forged.text()).isEqualTo(honest.text());
    assertThat(forged).isNotEqualTo(honest);
  }

  @Test
  void percentSignsOfValuesAreNoPlaces() {
    assertThat(Message.of("%s of %s", "100 %s", "%d").text()).isEqualTo("100 %s of %d");
  }

  @Test
  void anEmptyValueHasNoPart() {
    assertThat(Message.value("").parts()).isEmpty();
    assertThat(Message.of("a%s", "").parts()).containsExactly(new Part("a", false));
  }

  @Test
  void refusesAnotherNumberOfValues() {
    assertThatThrownBy(() -> Message.of("a is %s", "1", "2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 values for: a is %s");
  }
}
