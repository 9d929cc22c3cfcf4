package dev.driftline.ssh.key;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import dev.driftline.collect.HostClock;
import dev.driftline.file.FileFault;
import dev.driftline.file.FileRefusedException;
import dev.driftline.file.OpenedFile;
import dev.driftline.model.host.Secret;
import dev.driftline.ssh.hostkey.PublicKey;
import dev.driftline.ssh.openssl.SigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SignatureException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A private key file, parsed once and shared by all logins of a run. The formats are those of JSch:
/// OpenSSH, PEM, PKCS#8, PuTTY. Safe for many threads.
final class KeyFile {

  /// In bytes.
  private static final int LARGEST = 1 << 20;

  private static final String CERTIFICATE = "-cert.pub";

  private final Path file;
  private final KeyPair pair;
  private final Passphrases passphrases;
  private final Optional<PublicKey> certificate;
  private Optional<String> stillClosed = Optional.empty();

  private boolean signed;

  /// OpenSSL's copy of the key, made for the first signature, which signs in place of JSch. Empty if OpenSSL cannot.
  private Optional<SigningKey> signer = Optional.empty();

  private KeyFile(Path file, KeyPair pair, Passphrases passphrases) {
    this.file = file;
    this.pair = pair;
    this.passphrases = passphrases;
    this.certificate = certificate(file, publicKey());
  }

  static KeyFile read(JSch jsch, Path file, Passphrases passphrases) throws KeyFileException {
    byte[] bytes = bytes(file);
    try {
      Optional<String> unreadable = KeyForm.unreadable(file, bytes);
      if (unreadable.isPresent()) {
        throw new KeyFileException(unreadable.get());
      }
      return new KeyFile(file, KeyPair.load(jsch, bytes, publicHalf(file)), passphrases);
    } catch (JSchException | RuntimeException _) {
      throw new KeyFileException(file + " holds no private key that can be read");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private static byte[] bytes(Path file) throws KeyFileException {
    try (OpenedFile opened = OpenedFile.openSecret(file)) {
      return opened.bytes(LARGEST);
    } catch (FileRefusedException e) {
      throw new KeyFileException(
          e.why() == FileRefusedException.Why.OPEN_TO_OTHERS
              ? "%s may be used by others than its owner; ssh refuses such a key too (chmod 600)"
                  .formatted(file)
              : file + " " + e.getMessage());
    } catch (NoSuchFileException _) {
      throw new KeyFileException(file + " does not exist");
    } catch (IOException e) {
      throw new KeyFileException("cannot read " + file + ": " + FileFault.of(e));
    }
  }

  /// What to offer for this key, which `plain` signs with: a certificate that is beside it, as ssh looks for it, and the
  /// key alone.
  List<OfferedKey> offered(OfferedKey plain) {
    return certificate
        .map(held -> List.of(plain.certified(held, file + CERTIFICATE), plain))
        .orElse(List.of(plain));
  }

  /// The certificate in the file beside the key. Empty if there is none, or if it is that of another key: ssh leaves
  /// that out, too.
  private static Optional<PublicKey> certificate(Path file, Optional<PublicKey> key) {
    return publicKeyIn(Path.of(file + CERTIFICATE))
        .filter(held -> key.isPresent() && certifies(held, key.get()));
  }

  /// The public key or certificate in a file, in the form of OpenSSH. Empty if there is none.
  static Optional<PublicKey> publicKeyIn(Path file) {
    try (OpenedFile opened = OpenedFile.open(file)) {
      String[] fields = new String(opened.bytes(LARGEST), StandardCharsets.US_ASCII).split(" ", 3);
      return PublicKey.of(Base64.getDecoder().decode(fields.length < 2 ? "" : fields[1].strip()));
    } catch (IOException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /// A certificate has the fields of the key after its type and a nonce.
  private static boolean certifies(PublicKey certificate, PublicKey key) {
    ByteBuffer held = ByteBuffer.wrap(certificate.blob());
    ByteBuffer plain = ByteBuffer.wrap(key.blob());
    if (!certificate.type().startsWith(key.type() + "-cert-")
        || !skipString(held)
        || !skipString(held)
        || !skipString(plain)) {
      return false;
    }
    return plain.remaining() <= held.remaining()
        && plain.equals(held.slice(held.position(), plain.remaining()));
  }

  private static boolean skipString(ByteBuffer from) {
    int length = from.remaining() < Integer.BYTES ? -1 : from.getInt();
    if (length < 0 || length > from.remaining()) {
      return false;
    }
    from.position(from.position() + length);
    return true;
  }

  /// The file beside the key that ends in `.pub`. Without it, the public half in an old encrypted PEM file is not
  /// known.
  private static byte @Nullable [] publicHalf(Path file) {
    try (OpenedFile half = OpenedFile.open(Path.of(file + ".pub"))) {
      return half.bytes(LARGEST);
    } catch (IOException _) {
      return null;
    }
  }

  Path file() {
    return file;
  }

  /// Empty as long as an encrypted file does not tell.
  Optional<PublicKey> publicKey() {
    return Optional.ofNullable(pair.getPublicKeyBlob()).flatMap(PublicKey::of);
  }

  /// Makes the key usable; asks for the passphrase if it must, at most once in its life.
  ///
  /// @param clock stands still meanwhile, also while it was another host for which somebody is asked
  /// @throws KeyFileException each time with the same words, if it stays closed
  void unlock(HostClock clock) throws KeyFileException {
    try (var _ = clock.pause()) {
      unlock();
    }
  }

  private synchronized void unlock() throws KeyFileException {
    if (pair.isEncrypted() && stillClosed.isEmpty()) {
      stillClosed = open();
    }
    if (stillClosed.isPresent()) {
      throw new KeyFileException(file + " is encrypted" + stillClosed.get());
    }
  }

  /// Asks for the passphrase and decrypts the key. Empty if that worked; otherwise the end of a sentence that says why
  /// not.
  private Optional<String> open() {
    Optional<Secret> passphrase = passphrases.ask(file);
    if (passphrase.isEmpty()) {
      return Optional.of(", and nobody gave its passphrase");
    }
    byte[] utf8 = passphrase.get().copy();
    try {
      return pair.decrypt(utf8) ? Optional.empty() : Optional.of(" with another passphrase");
    } finally {
      Arrays.fill(utf8, (byte) 0);
    }
  }

  /// A signature as SSH sends it.
  byte[] sign(byte[] data, String algorithm) throws KeyFileException {
    try {
      Optional<SigningKey> ofOpenSsl = signer();
      Optional<byte[]> signature =
          ofOpenSsl.isPresent() ? ofOpenSsl.get().sign(data, algorithm) : Optional.empty();
      return signature.orElseGet(() -> pair.getSignature(data, algorithm));
    } catch (SignatureException e) {
      throw new KeyFileException("cannot sign with " + file + ": " + e.getMessage());
    }
  }

  private synchronized Optional<SigningKey> signer() {
    if (!signed) {
      signed = true;
      signer = SigningKey.of(pair);
    }
    return signer;
  }
}
