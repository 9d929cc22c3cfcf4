package dev.driftline.ssh.key;

import com.jcraft.jsch.Identity;
import dev.driftline.ssh.hostkey.PublicKey;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A key that may be offered to a host, and what signs with it: a file, or the agent. Shared by sessions.
public final class OfferedKey implements Identity {

  /// Makes a signature as SSH sends it, RFC 4253 section 6.6.
  @FunctionalInterface
  interface Signer {
    byte[] sign(byte[] data, String algorithm) throws IOException, KeyFileException;
  }

  private static final String CERTIFICATE = "-cert-v01@openssh.com";

  private final PublicKey key;
  private final PublicKey shown;
  private final String origin;
  private final Signer signer;
  private volatile String problem = "";

  /// @param origin where the key is: a path, or `ssh-agent`
  OfferedKey(PublicKey key, String origin, Signer signer) {
    this(key, key, origin, signer);
  }

  /// @param shown what the host is shown: the key, or a certificate of it
  private OfferedKey(PublicKey key, PublicKey shown, String origin, Signer signer) {
    this.key = key;
    this.shown = shown;
    this.origin = origin;
    this.signer = signer;
  }

  /// This key with a certificate of it, PROTOCOL.certkeys of OpenSSH.
  OfferedKey certified(PublicKey certificate, String from) {
    return new OfferedKey(key, certificate, from, signer);
  }

  /// Why the key is too weak, such as `it has 1024 bits, and 2048 are the least`. Empty if it is strong enough.
  Optional<String> weakness() {
    return key.weakness();
  }

  /// This key.
  ///
  /// @throws KeyFileException if it is too weak to be offered to anybody
  OfferedKey strong() throws KeyFileException {
    Optional<String> weakness = weakness();
    if (weakness.isPresent()) {
      throw new KeyFileException(this + " does not count: " + weakness.get());
    }
    return this;
  }

  /// Why the key could not sign. Empty if it could, or was not asked to.
  public String problem() {
    return problem;
  }

  @Override
  public byte @Nullable [] getSignature(byte[] data, String algorithm) {
    try {
      return signer.sign(data, algorithm.replace(CERTIFICATE, ""));
    } catch (IOException | KeyFileException e) {
      problem = String.valueOf(e.getMessage());
      return null;
    }
  }

  @Override
  public byte @Nullable [] getSignature(byte[] data) {
    return getSignature(data, key.type());
  }

  @Override
  public byte[] getPublicKeyBlob() {
    return shown.blob();
  }

  @Override
  public String getAlgName() {
    return shown.type();
  }

  @Override
  public String getName() {
    return toString();
  }

  /// Always false for JSch, which would ask for a passphrase. The signer opens an encrypted file itself.
  @Override
  public boolean isEncrypted() {
    return false;
  }

  @Override
  public boolean setPassphrase(byte @Nullable [] passphrase) {
    return true;
  }

  @Override
  @Deprecated
  @SuppressWarnings("InlineMeSuggester") // JSch declares it
  public boolean decrypt() {
    return true;
  }

  /// Wipes nothing: other sessions use the key, too.
  @Override
  public void clear() {}

  @Override
  public String toString() {
    return shown + " (" + origin + ")";
  }
}
