package dev.driftline.policy.template;

import com.hubspot.jinjava.Jinjava;
import com.hubspot.jinjava.JinjavaConfig;
import com.hubspot.jinjava.LegacyOverrides;
import com.hubspot.jinjava.el.TypeConvertingMapELResolver;
import com.hubspot.jinjava.el.ext.JinjavaBeanELResolver;
import com.hubspot.jinjava.el.ext.JinjavaListELResolver;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.Context.Library;
import com.hubspot.jinjava.interpret.InterpreterFactory;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.RenderResult;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.interpret.UnknownTokenException;
import com.hubspot.jinjava.lib.Importable;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import dev.driftline.text.Excerpt;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jinjava.javax.el.CompositeELResolver;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import org.jspecify.annotations.Nullable;

/// jinjava 2.8.4, with everything switched off that policies do not need.
///
/// The list of what is off is made from the library's own registers: all but the names below. So new features of a
/// later version are off, too. An engine costs about 0.4 s of CPU. It is made when the first template needs it.
final class Engine {

  static final Set<String> TAGS = Set.of("if", "elif", "else", "endif", "raw", "endraw");
  static final Set<String> FILTERS =
      Set.of(
          "default", "d", "lower", "upper", "trim", "replace", "join", "length", "int", "string",
          "first", "last", "sort", "quote");

  /// The filters that stand for a value that is not there.
  static final Set<String> DEFAULTS = Set.of("default", "d");

  private static final int MAX_TEXT = 65_536;
  private static final String DEFINE =
      "define it in the inventory, or write `| default('…')` behind its name";

  private final CommandValues commandValues = new CommandValues();
  private final Jinjava jinjava;

  Engine() {
    // a second instance, only to ask it for all its names
    Context everything = new Jinjava().getGlobalContext();
    Map<Library, Set<String>> off =
        Map.of(
            Library.TAG, others(everything.getAllTags(), TAGS),
            Library.FILTER, others(everything.getAllFilters(), FILTERS),
            Library.EXP_TEST, others(everything.getAllExpTests(), Set.of()),
            Library.FUNCTION,
                everything.getAllFunctions().stream()
                    .flatMap(f -> Stream.of(f.getName(), f.getLocalName()))
                    .collect(Collectors.toUnmodifiableSet()));
    jinjava = TruthValue.library(config(off, commandValues));
    jinjava.getGlobalContext().registerFilter(new WholeNumber());
    jinjava.getGlobalContext().registerFilter(new Quote());
    jinjava.getGlobalContext().registerFilter(LetterCase.LOWER);
    jinjava.getGlobalContext().registerFilter(LetterCase.UPPER);
    jinjava.setResourceLocator((name, _, _) -> {
      throw new IllegalArgumentException("templates read no files: " + name);
    });
  }

  private static Set<String> others(Collection<? extends Importable> all, Set<String> allowed) {
    return all.stream()
        .map(Importable::getName)
        .filter(name -> !allowed.contains(name))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static JinjavaConfig config(Map<Library, Set<String>> off, CommandValues commandValues) {
    return JinjavaConfig.newBuilder()
        .withNestedInterpretationEnabled(false)
        .withFailOnUnknownTokens(true)
        .withReadOnlyResolver(true)
        .withLegacyOverrides(overrides())
        .withElResolver(noBeans())
        .withInterperterFactory(new NoListsAsTexts(commandValues))
        .withKeepTrailingNewline(true)
        .withMaxRenderDepth(5)
        .withMaxOutputSize(MAX_TEXT)
        .withMaxStringLength(MAX_TEXT)
        .withMaxListSize(1000)
        .withMaxMapSize(1000)
        .withRangeLimit(100)
        .withMaxMacroRecursionDepth(0)
        .withDisabled(off)
        .build();
  }

  /// As in Jinja itself, with two exceptions. The object mapper is left out, because it would write lists and maps as
  /// texts. Blanks within braces are not required, because `{{name}}` would stay as it is.
  private static LegacyOverrides overrides() {
    return LegacyOverrides.newBuilder()
        .withEvaluateMapKeys(true)
        .withIterateOverMapKeys(true)
        .withUseSnakeCasePropertyNaming(true)
        .withUseNaturalOperatorPrecedence(true)
        .withParseWhitespaceControlStrictly(true)
        .withAllowAdjacentTextNodes(true)
        .withUseTrimmingForNotesAndExpressions(true)
        .withKeepNullableLoopValues(true)
        .withHandleBackslashInQuotesOnly(true)
        .withDefaultKeepTrailingNewlineBehavior(true)
        .build();
  }

  /// Resolves keys of maps and items of lists. Properties and methods of objects are not resolved.
  private static ELResolver noBeans() {
    CompositeELResolver resolver = new CompositeELResolver();
    resolver.add(new TypeConvertingMapELResolver(true));
    resolver.add(new JinjavaListELResolver(true));
    resolver.add(new FilterCalls());
    return resolver;
  }

  /// Renders a template. Each complaint of the library is a failure, warnings too, because it renders an empty text for
  /// unknown things.
  ///
  /// @param command whether a shell gets the result
  Rendering render(String template, boolean command, Map<String, Object> values) {
    if (command && template.indexOf(CommandValues.MARK) >= 0) {
      return new Rendering.Failed(1, "U+FDD0 cannot stand in a command", "remove it");
    }
    try {
      commandValues.begin(command);
      RenderResult result = jinjava.renderForResult(template, values);
      if (!result.getErrors().isEmpty()) {
        return failed(result.getErrors().getFirst());
      }
      if (result.getOutput().length() > MAX_TEXT) {
        return new Rendering.Failed(
            1, "the result is longer than %d characters".formatted(MAX_TEXT), "make it simpler");
      }
      return command
          ? CommandText.of(result.getOutput(), commandValues.values())
          : new Rendering.Text(result.getOutput());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return new Rendering.Failed(
          1, "the template cannot be rendered: " + describe(e), "make it simpler");
    }
  }

  private static Rendering.Failed failed(TemplateError error) {
    int line = Math.max(1, error.getLineno());
    // our own exceptions come wrapped in those of the library
    for (Throwable cause = error.getException(); cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownTokenException unknown) {
        return undefined(line, unknown.getToken());
      }
      if (cause instanceof Values.Unfit unfit) {
        return new Rendering.Failed(line, describe(unfit), unfit.hint());
      }
    }
    String message = describe(error);
    return switch (error.getReason()) {
      case UNKNOWN -> new Rendering.Failed(line, "undefined in the template: " + message, DEFINE);
      case DISABLED ->
          new Rendering.Failed(line, "not allowed in a template: " + message, allowed());
      default ->
          new Rendering.Failed(line, "the template cannot be rendered: " + message, allowed());
    };
  }

  static Rendering.Failed undefined(int line, String expression) {
    return new Rendering.Failed(line, "`%s` is undefined".formatted(brief(expression)), DEFINE);
  }

  private static String allowed() {
    return "tags: %s; filters: %s".formatted(list(TAGS), list(FILTERS));
  }

  private static String list(Set<String> names) {
    return names.stream().sorted().collect(Collectors.joining(", "));
  }

  private static String describe(TemplateError error) {
    return brief(error.getMessage() == null ? error.getReason().toString() : error.getMessage());
  }

  static String describe(Throwable thrown) {
    return brief(
        thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage());
  }

  private static String brief(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return Excerpt.of(line, 200);
  }

  /// Calls filters and tests. jinjava calls them like methods of values, but no other method is called.
  private static final class FilterCalls extends JinjavaBeanELResolver {

    FilterCalls() {
      super(true);
    }

    @Override
    public @Nullable Object getValue(ELContext context, Object base, Object property) {
      return null; // not resolved here: jinjava then reports the property as unknown
    }

    @Override
    public @Nullable Object invoke(
        ELContext context, Object base, Object method, Class<?>[] types, Object[] arguments) {
      return base instanceof Filter || base instanceof ExpTest
          ? super.invoke(context, base, method, types, arguments)
          : null;
    }
  }

  /// Makes interpreters that only write texts, numbers and truth values. A list as the text `[a, b]` would match
  /// nothing, and a check that forbids `a` and `b` would never fail.
  private static final class NoListsAsTexts implements InterpreterFactory {

    private final CommandValues commandValues;

    NoListsAsTexts(CommandValues commandValues) {
      this.commandValues = commandValues;
    }

    @Override
    public JinjavaInterpreter newInstance(JinjavaInterpreter orig) {
      return writing(new Writer(orig));
    }

    @Override
    public JinjavaInterpreter newInstance(
        Jinjava application, Context context, JinjavaConfig renderConfig) {
      return writing(new Writer(application, context, renderConfig));
    }

    private Writer writing(Writer writer) {
      writer.getContext().setExpressionStrategy(commandValues);
      return writer;
    }
  }

  private static final class Writer extends JinjavaInterpreter {

    Writer(JinjavaInterpreter original) {
      super(original);
    }

    Writer(Jinjava application, Context context, JinjavaConfig config) {
      super(application, context, config);
    }

    @Override
    public String getAsString(Object object) {
      if (object instanceof Collection<?> || object instanceof Map<?, ?>) {
        throw new Values.Unfit("a list or mapping where a text is needed");
      }
      return super.getAsString(object);
    }
  }
}
