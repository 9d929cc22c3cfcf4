package dev.driftline.policy.template;

import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.expression.ExpressionStrategy;
import com.hubspot.jinjava.tree.output.RenderedOutputNode;
import com.hubspot.jinjava.tree.parse.ExpressionToken;
import java.util.ArrayList;
import java.util.List;

/// Writes the values of expressions. In a command it writes a mark in place of each value. So the author's text and the
/// values of variables stay apart until the shell's quoting was checked.
///
/// Used by the one thread that renders.
@SuppressWarnings("serial") // jinjava's interface is Serializable; nobody serializes this
final class CommandValues implements ExpressionStrategy {

  /// Begins a mark. U+FDD0 is no character (Unicode, section 23.7), and commands may not contain it. The value's number
  /// follows as one `char`.
  static final char MARK = '\ufdd0';

  static final char FIRST = '\ue000';

  private final List<CommandValue> values = new ArrayList<>();
  private boolean marking;

  /// The value of an expression in a command.
  ///
  /// @param text   as it will be in the command; with its quotes, if it went through `quote`
  /// @param source the expression
  /// @param line   of the expression within the template
  record CommandValue(String text, boolean quoted, String source, int line) {}

  /// Begins a rendering.
  void begin(boolean command) {
    values.clear();
    marking = command;
  }

  List<CommandValue> values() {
    return List.copyOf(values);
  }

  @Override
  public RenderedOutputNode interpretOutput(ExpressionToken token, JinjavaInterpreter interpreter) {
    Object value = interpreter.resolveELExpression(token.getExpr(), token.getLineNumber());
    String text = interpreter.getAsString(value);
    if (!marking) {
      return new RenderedOutputNode(text);
    }
    values.add(
        new CommandValue(
            text, value instanceof Quote.Quoted, token.getExpr().strip(), token.getLineNumber()));
    return new RenderedOutputNode("" + MARK + (char) (FIRST + values.size() - 1));
  }
}
