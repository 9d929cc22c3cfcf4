package dev.driftline.policy.template;

import dev.driftline.source.Suggestion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Renders templates with the variables of hosts. Each distinct combination is rendered once.
///
/// A template gets copies of only those variables whose names occur in it. So equal values give equal texts, and 10,000
/// hosts with the same values cost one rendering.
///
/// Rendering runs on its own thread, with a small stack and a time limit. A rendering over the limit cannot be stopped,
/// so nothing else is rendered after it. Not thread-safe.
public final class Renderer {

  /// For a busy machine: templates that pass the scan take milliseconds.
  private static final long LIMIT_SECONDS = 20;

  private static final long STACK_BYTES = 1 << 20;
  private static final int MAX_CACHED = 50_000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Map<String, List<String>> names = new HashMap<>();
  private final Map<String, Scanned> scanned = new HashMap<>();
  private final Map<Use, Rendering> rendered = new HashMap<>();
  private Optional<Engine> engine = Optional.empty();
  private boolean overrun;

  /// A template, and the values that it can see.
  private record Use(String template, boolean command, Map<String, Object> values) {}

  /// The text that `template` becomes with `variables`.
  ///
  /// @param variables texts, booleans, whole numbers, and lists and maps of these
  public Rendering render(String template, Map<String, ?> variables) {
    return render(template, false, variables);
  }

  /// The command line for `/bin/sh` that `template` becomes with `variables`. A value that could be shell syntax is a
  /// failure. A value that went through the filter `quote` is one word of the command, whatever it contains.
  public Rendering renderCommand(String template, Map<String, ?> variables) {
    return render(template, true, variables);
  }

  private Rendering render(String template, boolean command, Map<String, ?> variables) {
    Optional<Rendering.Failed> refused = refusal(template).or(() -> undefined(template, variables));
    if (refused.isPresent()) {
      return refused.get();
    }
    // every name in the text counts, even one within quotes: too many values do no harm
    Map<String, Object> values = new HashMap<>();
    for (String name : names.computeIfAbsent(template, Renderer::namesIn)) {
      Object value = variables.get(name);
      if (value != null) {
        values.put(name, value);
      }
    }
    if (rendered.size() >= MAX_CACHED) {
      rendered.clear();
    }
    return rendered.computeIfAbsent(new Use(template, command, Map.copyOf(values)), this::fresh);
  }

  /// What is wrong with the template whatever the variables are. Empty if it is right.
  public Optional<Rendering.Failed> refusal(String template) {
    return scan(template).refusal();
  }

  /// The names of variables that the template uses, without their parts: `users` of `users[0].name`.
  public Set<String> uses(String template) {
    return scan(template).names().stream()
        .map(name -> name.path().getFirst())
        .collect(Collectors.toSet());
  }

  private Scanned scan(String template) {
    return scanned.computeIfAbsent(template, Scan::of);
  }

  private Optional<Rendering.Failed> undefined(String template, Map<String, ?> variables) {
    return scan(template).names().stream()
        .filter(name -> name.isMissing(variables))
        .findFirst()
        .map(name -> {
          Rendering.Failed failed = Engine.undefined(name.line(), name.text());
          return Suggestion.near(name.text(), variables.keySet().stream().sorted())
              .map(meant -> new Rendering.Failed(failed.line(), failed.message(), meant))
              .orElse(failed);
        });
  }

  private static List<String> namesIn(String template) {
    return NAME.matcher(template).results().map(match -> match.group()).distinct().toList();
  }

  private Rendering fresh(Use use) {
    if (overrun) {
      return new Rendering.Failed(
          1, "a template before this one never ended", "see the first error");
    }
    Optional<String> plain =
        use.command() ? Optional.empty() : PlainTemplate.render(use.template(), use.values());
    if (plain.isPresent()) {
      return new Rendering.Text(plain.get());
    }
    try {
      Map<String, Object> copies = Values.copy(use.values());
      return onOwnThread(use, copies);
    } catch (Values.Unfit e) {
      return new Rendering.Failed(
          1,
          Engine.describe(e),
          "give it as a text, a whole number, true or false, a list or a mapping");
    }
  }

  private Rendering onOwnThread(Use use, Map<String, Object> values) {
    Future<Rendering> future =
        Worker.SERVICE.submit(() -> engine().render(use.template(), use.command(), values));
    try {
      return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      overrun = true;
      return new Rendering.Failed(
          1, "the template did not end within %d s".formatted(LIMIT_SECONDS), "make it simpler");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Rendering.Failed(1, "interrupted while rendering", "");
    } catch (ExecutionException e) {
      return new Rendering.Failed(
          1, "the template cannot be rendered: " + Engine.describe(e), "make it simpler");
    }
  }

  private Engine engine() {
    Engine known = engine.orElseGet(Engine::new);
    engine = Optional.of(known);
    return known;
  }

  /// Started with the first template, and ended with the process.
  private static final class Worker {
    private static final ExecutorService SERVICE =
        Executors.newSingleThreadExecutor(task -> {
          Thread thread = new Thread(null, task, "templates", STACK_BYTES);
          thread.setDaemon(true);
          return thread;
        });
  }
}
