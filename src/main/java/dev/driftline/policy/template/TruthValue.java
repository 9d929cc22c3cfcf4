package dev.driftline.policy.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.el.ExtendedSyntaxBuilder;
import com.hubspot.jinjava.el.TruthyTypeConverter;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.lib.tag.IfTag;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.util.ObjectTruthValue;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import jinjava.de.odysseus.el.ExpressionFactoryImpl;
import jinjava.de.odysseus.el.tree.TreeBuilder;
import jinjava.javax.el.ExpressionFactory;
import org.jspecify.annotations.Nullable;

/// What is true in a condition of a template.
///
/// For Ansible, `tls: no` and `tls: off` are false (YAML 1.1, <https://yaml.org/type/bool.html>). Driftline keeps the
/// texts `no` and `off`, as they were written. For Jinja each text is true that is not empty, so `{% if tls %}` would
/// hold. Here these texts are false, as `false` is.
final class TruthValue {

  private static final Set<String> FALSE = Set.of("false", "no", "off");

  private TruthValue() {}

  static boolean of(@Nullable Object value) {
    return !(value instanceof String text && FALSE.contains(text.toLowerCase(Locale.ROOT)))
        && ObjectTruthValue.evaluate(value);
  }

  /// The library with these conditions: in `if` and `elif`, and for `not`, `and`, `or`, `==` and `!=`.
  static Jinjava library(JinjavaConfig config) {
    Jinjava library = new Conditions(config);
    library.getGlobalContext().registerTag(new If());
    return library;
  }

  private static final class Conditions extends Jinjava {

    private final ExpressionFactory expressions;

    Conditions(JinjavaConfig config) {
      super(config);
      Properties properties = new Properties();
      properties.setProperty(TreeBuilder.class.getName(), ExtendedSyntaxBuilder.class.getName());
      expressions = new ExpressionFactoryImpl(properties, new Operands());
    }

    @Override
    public ExpressionFactory getExpressionFactory() {
      return expressions;
    }
  }

  @SuppressWarnings("serial") // jinjava's class is Serializable; nobody serializes this
  private static final class Operands extends TruthyTypeConverter {
    @Override
    protected Boolean coerceToBoolean(@Nullable Object value) {
      return of(value);
    }
  }

  @SuppressWarnings("serial") // jinjava's class is Serializable; nobody serializes this
  private static final class If extends IfTag {
    @Override
    public boolean isPositiveIfElseNode(TagNode node, JinjavaInterpreter interpreter) {
      return of(
          interpreter.resolveELExpression(
              node.getHelpers(), node.getLineNumber(), node.getStartPosition()));
    }
  }
}
