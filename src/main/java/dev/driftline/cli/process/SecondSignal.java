package dev.driftline.cli.process;

import java.lang.reflect.Proxy;
import java.util.List;

/// Lets a signal end the program at once while it is already ending. The JVM's own way would be to wait until the first
/// signal's work is done.
///
/// Goes through reflection because the compiler warns of the only class that handles signals, which module
/// `jdk.unsupported` keeps for want of another. A JVM without it ends a moment later, as before.
final class SecondSignal {

  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  private SecondSignal() {}

  /// From now on each of SIGINT, SIGTERM and SIGHUP ends the program with its code, unless it was ignored at the start.
  static void endsAtOnce() {
    try {
      Class<?> signals = Class.forName("sun.misc.Signal");
      Class<?> handlers = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              SecondSignal.class.getClassLoader(),
              new Class<?>[] {handlers},
              (_, _, arguments) -> {
                int number = (int) signals.getMethod("getNumber").invoke(arguments[0]);
                Runtime.getRuntime().halt(128 + number);
                return null;
              });
      for (String name : SIGNALS) {
        Object signal = signals.getConstructor(String.class).newInstance(name);
        signals.getMethod("handle", signals, handlers).invoke(null, signal, handler);
      }
    } catch (ReflectiveOperationException | RuntimeException _) {
      return; // the first signal ends the program within two seconds
    }
  }
}
