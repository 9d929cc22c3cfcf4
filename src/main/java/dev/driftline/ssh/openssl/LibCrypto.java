package dev.driftline.ssh.openssl;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/// The library libcrypto of OpenSSL 1.1.1 to 3, as this machine has it. Safe for many threads.
@SuppressWarnings("restricted") // the launcher permits native access
final class LibCrypto {

  private static final Optional<SymbolLookup> LIBRARY = library();

  /// `OPENSSL_INIT_NO_ATEXIT`. Otherwise OpenSSL frees its memory at exit while our threads still use it, and the
  /// process crashes in place of returning its exit code.
  private static final long NO_ATEXIT = 0x0008_0000;

  /// In bytes, with the zero at its end.
  private static final long LONGEST_VERSION = 256;

  private LibCrypto() {}

  /// Whether the library was found, on a processor whose calling convention is known here.
  static boolean present() {
    return LIBRARY.isPresent();
  }

  /// Starts the library. To be called before any other function.
  ///
  /// @throws IllegalStateException if the library does not start
  static void start() {
    if (function("OPENSSL_init_crypto").call(NO_ATEXIT, 0) != 1) {
      throw new IllegalStateException("libcrypto does not start");
    }
  }

  /// Its name and version, as `OpenSSL 3.0.19 27 Jan 2026`.
  static String version() {
    long text = function("OpenSSL_version").call(0, 0);
    return MemorySegment.ofAddress(text).reinterpret(LONGEST_VERSION).getString(0);
  }

  /// @param name as in the manual
  /// @throws java.util.NoSuchElementException if the library has no such function
  static NativeFunction function(String name) {
    return new NativeFunction(LIBRARY.orElseThrow().findOrThrow(name));
  }

  private static Optional<SymbolLookup> library() {
    return SystemLibrary.candidates().flatMap(file -> open(file).stream()).findFirst();
  }

  private static Optional<SymbolLookup> open(Path file) {
    try {
      return Optional.of(SymbolLookup.libraryLookup(file, Arena.global()));
    } catch (IllegalArgumentException _) {
      return Optional.empty(); // made for another processor
    }
  }

  /// A function of the library, called with up to six integers or addresses. Its result is an integer of 64 bits; for a
  /// function that returns `int`, only the lower half counts.
  ///
  /// One call form with six arguments fits all functions: Linux on x86-64 and AArch64 passes the first six integers and
  /// addresses in registers, and a function with fewer parameters does not read the other registers. To prepare this
  /// form costs 30 ms of CPU time; one form for each prototype would cost 90.
  ///
  /// @see <a href="https://gitlab.com/x86-psABIs/x86-64-ABI">x86-64: section 3.2.3</a>
  /// @see <a href="https://github.com/ARM-software/abi-aa/blob/main/aapcs64/aapcs64.rst">AArch64: section 6.8.2</a>
  record NativeFunction(MethodHandle handle) {

    private static final ValueLayout WORD = ValueLayout.JAVA_LONG;
    private static final FunctionDescriptor FORM =
        FunctionDescriptor.of(WORD, WORD, WORD, WORD, WORD, WORD, WORD);

    NativeFunction(MemorySegment address) {
      this(Linker.nativeLinker().downcallHandle(address, FORM));
    }

    long call(long a, long b, long c, long d, long e, long f) {
      try {
        return (long) handle.invokeExact(a, b, c, d, e, f);
      } catch (Error | RuntimeException ex) {
        throw ex;
      } catch (Throwable ex) {
        throw new IllegalStateException("a foreign function throws nothing", ex);
      }
    }

    long call(long a, long b, long c, long d) {
      return call(a, b, c, d, 0, 0);
    }

    long call(long a, long b) {
      return call(a, b, 0, 0, 0, 0);
    }

    long call(long a) {
      return call(a, 0, 0, 0, 0, 0);
    }

    /// Whether the function returns the `int` 1, with which OpenSSL reports success.
    boolean succeeds(long a, long b, long c, long d, long e, long f) {
      return (int) call(a, b, c, d, e, f) == 1;
    }

    boolean succeeds(long a, long b, long c, long d) {
      return succeeds(a, b, c, d, 0, 0);
    }

    boolean succeeds(long a, long b) {
      return succeeds(a, b, 0, 0, 0, 0);
    }
  }
}
