package dev.driftline.ssh.key;

import dev.driftline.ssh.hostkey.PublicKey;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A client of ssh-agent, draft-ietf-sshm-ssh-agent: its keys, and signatures made with them.
///
/// Each request has a connection of its own, so that hosts do not wait for each other; with JSch's client they would.
/// An interrupt ends a request that waits, for example for the user to confirm a signature.
final class Agent {

  private static final byte REQUEST_IDENTITIES = 11;
  private static final byte IDENTITIES_ANSWER = 12;
  private static final byte SIGN_REQUEST = 13;
  private static final byte SIGN_RESPONSE = 14;
  private static final int LONGEST_ANSWER = 256 << 10;
  private static final int SHA_256 = 2;
  private static final int SHA_512 = 4;

  private final Path socket;

  Agent(Path socket) {
    this.socket = socket;
  }

  /// In the agent's order.
  List<PublicKey> keys() throws IOException {
    ByteBuffer answer = ask(ByteBuffer.wrap(new byte[] {REQUEST_IDENTITIES}));
    if (answer.get() != IDENTITIES_ANSWER || answer.remaining() < 4) {
      throw new IOException(this + " does not list its keys");
    }
    int count = answer.getInt();
    List<PublicKey> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      PublicKey.of(string(answer)).ifPresent(keys::add);
      string(answer);
    }
    return keys;
  }

  /// A signature as SSH sends it, RFC 4253 section 6.6.
  byte[] sign(PublicKey key, byte[] data, String algorithm) throws IOException {
    byte[] blob = key.blob();
    // The request: its number, the key and the data as strings, and the flags, four bytes.
    ByteBuffer request = ByteBuffer.allocate(1 + 4 + blob.length + 4 + data.length + 4);
    request.put(SIGN_REQUEST).putInt(blob.length).put(blob).putInt(data.length).put(data);
    request.putInt(flags(algorithm)).flip();
    ByteBuffer answer = ask(request);
    if (answer.get() != SIGN_RESPONSE) {
      throw new IOException(this + " refused to sign with " + key);
    }
    return string(answer);
  }

  private static int flags(String algorithm) {
    return switch (algorithm) {
      case "rsa-sha2-256", "rsa-sha2-256-cert-v01@openssh.com" -> SHA_256;
      case "rsa-sha2-512", "rsa-sha2-512-cert-v01@openssh.com" -> SHA_512;
      default -> 0;
    };
  }

  /// Sends one request and reads the answer. Both have four bytes of length before them.
  private ByteBuffer ask(ByteBuffer request) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      ByteBuffer length = ByteBuffer.allocate(4).putInt(request.remaining()).flip();
      writeAll(channel, length);
      writeAll(channel, request);
      int answerLength = read(channel, 4).getInt();
      if (answerLength < 1 || answerLength > LONGEST_ANSWER) {
        throw new IOException("answers with " + answerLength + " bytes");
      }
      return read(channel, answerLength);
    } catch (IOException | RuntimeException e) {
      throw new IOException(this + ": " + e.getMessage(), e);
    }
  }

  private static void writeAll(SocketChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private static ByteBuffer read(SocketChannel channel, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("closed by the agent");
      }
    }
    return bytes.flip();
  }

  private byte[] string(ByteBuffer from) throws IOException {
    int length = from.remaining() < 4 ? -1 : from.getInt();
    if (length < 0 || length > from.remaining()) {
      throw new IOException(this + " sends a damaged answer");
    }
    byte[] bytes = new byte[length];
    from.get(bytes);
    return bytes;
  }

  @Override
  public String toString() {
    return "ssh-agent at " + socket;
  }
}
