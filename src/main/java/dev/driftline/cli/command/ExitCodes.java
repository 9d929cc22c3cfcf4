package dev.driftline.cli.command;

import dev.driftline.model.RunReport;
import dev.driftline.model.Severity;
import dev.driftline.model.Summary;
import java.util.Locale;

/// The conventions for the exit code of a finished run (`--exit-codes`). The report always has Puppet's code.
public enum ExitCodes {
  /// 0 clean, 2 drift, 4 could not tell, 6 both.
  PUPPET {
    @Override
    public int of(RunReport report, Severity failOn) {
      return report.run().exit();
    }
  },
  /// 0 clean, 1 anything else.
  SIMPLE {
    @Override
    public int of(RunReport report, Severity failOn) {
      return report.run().exit() == 0 ? 0 : 1;
    }
  },
  /// 0 OK, 1 warning, 2 critical, 3 unknown. A critical drift counts more than an unknown result, any other drift less.
  NAGIOS {
    @Override
    public int of(RunReport report, Severity failOn) {
      int exit = report.run().exit();
      boolean drift = (exit & 2) != 0;
      boolean critical =
          drift && Summary.of(report).worst().filter(Severity.CRITICAL::equals).isPresent();
      if (critical) {
        return 2;
      }
      if (exit != 0 && exit != 2) {
        return 3;
      }
      return drift ? 1 : 0;
    }

    @Override
    public int notRun() {
      return 3;
    }
  };

  /// The exit code without a verdict: wrong usage, a bad file, a report that was not written, a fault of this program.
  public static final int NOT_RUN_TO_ITS_END = 1;

  public abstract int of(RunReport report, Severity failOn);

  /// The code without a verdict: wrong usage, a bad file, a report that was not written, a fault of this program.
  public int notRun() {
    return NOT_RUN_TO_ITS_END;
  }

  /// The convention that the arguments ask for. It works on wrong usage, too: a monitoring system must not take a
  /// misspelled option for its code "warning".
  public static ExitCodes typed(String... arguments) {
    String words = String.join(" ", arguments).toLowerCase(Locale.ROOT).replace('=', ' ');
    return words.contains("--exit-codes nagios") ? NAGIOS : PUPPET;
  }
}
