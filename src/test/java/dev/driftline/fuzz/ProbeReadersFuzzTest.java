package dev.driftline.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.driftline.probe.SaidByAHost;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Each probe's reader answers whatever a host said, and claims no more about a cut text than about the whole one.
///
/// Every recording is a seed; how it is written as bytes: [SaidByAHost].
class ProbeReadersFuzzTest {

  @MethodSource
  @FuzzTest
  void host(byte[] said) {
    SaidByAHost.to("host", said).check();
  }

  @MethodSource
  @FuzzTest
  void processes(byte[] said) {
    SaidByAHost.to("processes", said).check();
  }

  @MethodSource
  @FuzzTest
  void fds(byte[] said) {
    SaidByAHost.to("fds", said).check();
  }

  @MethodSource
  @FuzzTest
  void sockets(byte[] said) {
    SaidByAHost.to("sockets", said).check();
  }

  @MethodSource
  @FuzzTest
  void packages(byte[] said) {
    SaidByAHost.to("packages", said).check();
  }

  @MethodSource
  @FuzzTest
  void command(byte[] said) {
    SaidByAHost.to("command", said).check();
  }

  @MethodSource
  @FuzzTest
  void libraries(byte[] said) {
    SaidByAHost.to("libraries", said).check();
  }

  static Stream<byte[]> host() {
    return SaidByAHost.recordings("host");
  }

  static Stream<byte[]> processes() {
    return SaidByAHost.recordings("processes");
  }

  static Stream<byte[]> fds() {
    return SaidByAHost.recordings("fds");
  }

  static Stream<byte[]> sockets() {
    return SaidByAHost.recordings("sockets");
  }

  static Stream<byte[]> packages() {
    return SaidByAHost.recordings("packages");
  }

  static Stream<byte[]> command() {
    return SaidByAHost.recordings("command");
  }

  static Stream<byte[]> libraries() {
    return SaidByAHost.recordings("libraries");
  }
}
