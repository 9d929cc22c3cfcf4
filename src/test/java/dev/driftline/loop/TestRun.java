package dev.driftline.loop;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/// Runs the test classes that are named, in a JVM of their own. Exit code 0 if at least one test ran and none failed.
final class TestRun {

  private TestRun() {}

  public static void main(String[] classes) {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Arrays.stream(classes).map(name -> selectClass(name)).toList())
            .build();
    LauncherFactory.create().execute(request, summary, new Failures(System.out));
    TestExecutionSummary counts = summary.getSummary();
    long failed = counts.getTotalFailureCount();
    System.out.printf(
        "%d tests, %d failed, %d skipped, in %.1f s%n",
        counts.getTestsFoundCount(),
        failed,
        counts.getTestsSkippedCount() + counts.getTestsAbortedCount(),
        (counts.getTimeFinished() - counts.getTimeStarted()) / 1000.0);
    if (counts.getTestsStartedCount() == 0) {
      System.out.println("no test ran");
    }
    System.exit(failed == 0 && counts.getTestsStartedCount() > 0 ? 0 : 1);
  }

  /// Prints what failed or could not run, as it happens, with the whole message.
  private record Failures(PrintStream out) implements TestExecutionListener {

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
        out.printf("%n%s %s%n", result.getStatus(), name(test));
        result.getThrowable().ifPresent(this::print);
      }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
      out.printf("%nSKIPPED %s%n%s%n", name(test), reason);
    }

    private static String name(TestIdentifier test) {
      return test.getUniqueIdObject().getSegments().stream()
              .skip(1)
              .map(segment -> segment.getValue())
              .reduce((outer, inner) -> outer + " > " + inner)
              .orElse("")
          + " ("
          + test.getDisplayName()
          + ")";
    }

    private void print(Throwable thrown) {
      out.println(thrown);
      frames(thrown).forEach(frame -> out.println("    at " + frame));
      for (Throwable suppressed : thrown.getSuppressed()) {
        out.print("  suppressed: ");
        print(suppressed);
      }
      if (thrown.getCause() != null) {
        out.print("  caused by: ");
        print(thrown.getCause());
      }
    }

    /// What is below the test method is JUnit's.
    private static List<StackTraceElement> frames(Throwable thrown) {
      return Stream.of(thrown.getStackTrace())
          .takeWhile(frame -> !frame.getClassName().startsWith("org.junit.platform"))
          .filter(frame -> !frame.getClassName().startsWith("org.junit."))
          .filter(frame -> !frame.getClassName().startsWith("java.lang.reflect."))
          .filter(frame -> !frame.getClassName().startsWith("jdk.internal."))
          .toList();
    }
  }
}
