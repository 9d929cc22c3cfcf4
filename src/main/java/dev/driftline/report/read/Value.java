package dev.driftline.report.read;

import dev.driftline.text.Excerpt;
import java.util.List;

/// One value of a JSON document, and where it stands.
sealed interface Value
    permits Fields, Value.Text, Value.Numeral, Value.Truth, Value.Nothing, Value.Items {

  /// How much of a text is shown, in UTF-16 units.
  int SHOWN = 60;

  Place at();

  /// What it is, for a sentence: `"fine"`, `a list`.
  String kind();

  record Text(Place at, String text) implements Value {
    @Override
    public String kind() {
      return '"' + Excerpt.of(text, SHOWN) + '"';
    }
  }

  /// A number.
  ///
  /// @param digits as it was written, for example `-12.340`
  record Numeral(Place at, String digits) implements Value {
    @Override
    public String kind() {
      return "the number " + digits;
    }
  }

  record Truth(Place at, boolean truth) implements Value {
    @Override
    public String kind() {
      return Boolean.toString(truth);
    }
  }

  record Nothing(Place at) implements Value {
    @Override
    public String kind() {
      return "null";
    }
  }

  record Items(Place at, List<Value> values) implements Value {
    @Override
    public String kind() {
      return "a list";
    }
  }
}
