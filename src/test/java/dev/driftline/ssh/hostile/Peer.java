package dev.driftline.ssh.hostile;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;

/// One connection of a client, seen from the server: what a [Step] plays on. Everything that an SSH server does is
/// here as a single move, and what it must not do as well.
final class Peer {

  private static final String VERSION = "SSH-2.0-hostile";
  private static final Pattern NONCE = Pattern.compile("@[0-9a-f]{32}");
  private static final int DRIP_MILLIS = 100;
  private static final byte[] X25519 = HexFormat.of().parseHex("302a300506032b656e032100");

  /// The client's channel is always our number 0.
  private static final int OURS = 0;

  private final Socket socket;
  private final DataInputStream in;
  private final Deque<Heard> waiting = new ArrayDeque<>();
  private final List<String> logins = new CopyOnWriteArrayList<>();
  private final HostKey hostKey;
  private Seal sealing = Seal.clear();
  private Seal opening = Seal.clear();
  private int sent;
  private int received;
  private UnaryOperator<byte[]> fault = UnaryOperator.identity();
  private Function<byte[], List<byte[]>> twist = List::of;
  private Proposal proposal = Proposal.GCM;
  private String version = VERSION;
  private String clientVersion = "";
  private byte[] sessionId = new byte[0];
  private long client;
  private String script = "";

  Peer(Socket socket, HostKey hostKey) throws IOException {
    this.socket = socket;
    this.hostKey = hostKey;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    socket.setTcpNoDelay(true);
  }

  /// Every login that the client tried: its method, and whether it was signed.
  List<String> logins() {
    return logins;
  }

  HostKey hostKey() {
    return hostKey;
  }

  String clientVersion() {
    return clientVersion;
  }

  // What goes out.

  /// What is done to each packet, sealed, before it goes out.
  void spoil(UnaryOperator<byte[]> fault) {
    this.fault = fault;
  }

  /// What becomes of each message before it is sealed: none, one or more.
  void twist(Function<byte[], List<byte[]>> twist) {
    this.twist = twist;
  }

  void say(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  void say(String text) throws IOException {
    say(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void send(Message message) throws IOException {
    for (byte[] payload : twist.apply(message.bytes())) {
      say(fault.apply(sealed(Message.untyped().raw(payload))));
    }
  }

  byte[] sealed(Message message) {
    try {
      return sealing.seal(sent++, message.bytes());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// As fast as it goes, until the client hangs up.
  void flood(Message message) throws IOException {
    while (true) {
      send(message);
    }
  }

  /// As fast as it goes, so many at a time.
  void flood(Message message, int together) throws IOException {
    while (true) {
      ByteArrayOutputStream packets = new ByteArrayOutputStream();
      for (int i = 0; i < together; i++) {
        packets.writeBytes(sealed(message));
      }
      say(packets.toByteArray());
    }
  }

  void flood(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    while (true) {
      say(bytes);
    }
  }

  /// One byte every 100 ms, for ever, until the client hangs up.
  void drip(byte[] bytes) throws IOException {
    socket.setSoTimeout(DRIP_MILLIS);
    for (int at = 0; stays(); at = (at + 1) % bytes.length) {
      say(new byte[] {bytes[at]});
    }
  }

  /// One message every 100 ms, for ever, until the client hangs up.
  void dripMessages(Message message) throws IOException {
    socket.setSoTimeout(DRIP_MILLIS);
    while (stays()) {
      send(message);
    }
  }

  private boolean stays() throws IOException {
    try {
      return in.read(new byte[1 << 16]) >= 0;
    } catch (SocketTimeoutException _) {
      return true;
    }
  }

  /// Closes so that the client gets a reset.
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  void close() throws IOException {
    socket.close();
  }

  /// Says nothing more until the client has hung up, which ends the play.
  void silence() throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
    throw new EOFException();
  }

  // What comes in.

  Heard receive() throws IOException {
    try {
      byte[] payload = opening.open(received++, in);
      if (payload.length == 0) {
        throw new EOFException();
      }
      return new Heard(payload);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  /// The next message of a type; what comes before it waits for its turn, or is not needed.
  Heard await(int type) throws IOException {
    Optional<Heard> early = waiting.stream().filter(heard -> heard.type() == type).findFirst();
    if (early.isPresent()) {
      waiting.remove(early.get());
      return early.get();
    }
    for (Heard heard = receive(); ; heard = receive()) {
      if (heard.type() == type) {
        return heard;
      }
      waiting.add(heard);
    }
  }

  // Versions and keys.

  void exchangeVersions() throws IOException {
    exchangeVersions(VERSION);
  }

  void exchangeVersions(String own) throws IOException {
    version = own;
    say(own + "\r\n");
    hearVersion();
  }

  void hearVersion() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      line.append((char) next);
    }
    clientVersion = line.toString().strip();
  }

  void exchangeKeys() throws IOException {
    exchangeKeys(proposal);
  }

  void exchangeKeys(Proposal offered) throws IOException {
    new Exchange(offered).whole();
  }

  /// One key exchange, in moves: what lies between them is for others to spoil.
  final class Exchange {

    private final Proposal offered;
    private final byte[] own;
    private byte[] theirs = new byte[0];
    private byte[] exchanged = new byte[0];
    private byte[] secret = new byte[0];

    Exchange(Proposal offered) {
      this.offered = offered;
      this.own = offered.message().bytes();
      proposal = offered;
    }

    /// Says that a packet follows that rests on a guess of what both sides will agree on.
    void guess() {
      own[own.length - 1 - Integer.BYTES] = 1;
    }

    void whole() throws IOException {
      propose();
      reply();
      newKeys();
    }

    void propose() throws IOException {
      send(Message.untyped().raw(own));
      theirs = await(Message.KEXINIT).payload();
    }

    /// The names that the client proposed: ten lists.
    List<String> proposedByClient() {
      Heard heard = new Heard(theirs);
      heard.skip(16);
      return java.util.stream.Stream.generate(heard::text).limit(10).toList();
    }

    void reply() throws IOException {
      reply(hostKey, hostKey);
    }

    /// Shows one key and signs with another, which honest servers do not.
    void reply(HostKey shown, HostKey signing) throws IOException {
      send(reply(shown, signing, await(Message.KEX_ECDH_INIT).string()));
    }

    private Message reply(HostKey shown, HostKey signing, byte[] clientPoint) {
      try {
        KeyPair ephemeral = KeyPairGenerator.getInstance("X25519").generateKeyPair();
        byte[] point = HostKey.raw(ephemeral.getPublic());
        KeyAgreement agreement = KeyAgreement.getInstance("X25519");
        agreement.init(ephemeral.getPrivate());
        agreement.doPhase(
            KeyFactory.getInstance("X25519")
                .generatePublic(
                    new X509EncodedKeySpec(Message.untyped().raw(X25519).raw(clientPoint).bytes())),
            true);
        secret = Message.untyped().unsigned(agreement.generateSecret()).bytes();
        exchanged =
            sha256(
                Message.untyped()
                    .string(clientVersion)
                    .string(version)
                    .string(theirs)
                    .string(own)
                    .string(shown.blob())
                    .string(clientPoint)
                    .string(point)
                    .raw(secret)
                    .bytes());
        return Message.of(Message.KEX_ECDH_REPLY)
            .string(shown.blob())
            .string(point)
            .string(signing.sign(exchanged));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    void newKeys() throws IOException {
      if (sessionId.length == 0) {
        sessionId = exchanged;
      }
      send(Message.of(Message.NEWKEYS));
      boolean strict = offered.strict();
      try {
        sealing = seal('B', 'D', 'F', Cipher.ENCRYPT_MODE);
        sent = strict ? 0 : sent;
        await(Message.NEWKEYS);
        opening = seal('A', 'C', 'E', Cipher.DECRYPT_MODE);
        received = strict ? 0 : received;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private Seal seal(char iv, char key, char mac, int mode) throws GeneralSecurityException {
      return offered.gcm()
          ? new Seal.Gcm(derived(key, 16), derived(iv, 12))
          : new Seal.CounterWithMac(mode, derived(key, 16), derived(iv, 16), derived(mac, 32));
    }

    private byte[] derived(char letter, int length) throws GeneralSecurityException {
      byte[] hash =
          sha256(Message.untyped().raw(secret).raw(exchanged).octet(letter).raw(sessionId).bytes());
      return Arrays.copyOf(hash, length);
    }
  }

  private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  // The login.

  void acceptService() throws IOException {
    await(Message.SERVICE_REQUEST);
    send(Message.of(Message.SERVICE_ACCEPT).string("ssh-userauth"));
  }

  /// The next request to be let in, written down; its method.
  String hearLogin() throws IOException {
    Heard request = await(Message.USERAUTH_REQUEST);
    request.text();
    request.text();
    String method = request.text();
    boolean more = !method.equals("none") && !method.equals("keyboard-interactive");
    boolean signed = more && request.flag();
    logins.add(method.equals("publickey") ? method + (signed ? " signed" : " asked") : method);
    return method;
  }

  void letIn() throws IOException {
    send(Message.of(Message.USERAUTH_SUCCESS));
  }

  void refuseLogin(String methodsLeft, boolean partly) throws IOException {
    send(Message.of(Message.USERAUTH_FAILURE).string(methodsLeft).flag(partly));
  }

  /// A question of keyboard-interactive, or none at all.
  void ask(String... prompts) throws IOException {
    Message question = Message.of(Message.USERAUTH_PK_OK).string("").string("").string("");
    question.number(prompts.length);
    for (String prompt : prompts) {
      question.string(prompt).flag(false);
    }
    send(question);
    Heard answer = await(Message.USERAUTH_INFO_RESPONSE);
    for (long left = answer.number(); left > 0; left--) {
      logins.add("answer: " + answer.text());
    }
  }

  // The channel.

  void openChannel() throws IOException {
    hearChannel();
    confirmChannel(1 << 21, 1 << 15);
  }

  void hearChannel() throws IOException {
    Heard open = await(Message.CHANNEL_OPEN);
    open.text();
    client = open.number();
  }

  void confirmChannel(long window, long packet) throws IOException {
    send(toChannel(Message.CHANNEL_OPEN_CONFIRMATION).number(OURS).number(window).number(packet));
  }

  void acceptCommand() throws IOException {
    await(Message.CHANNEL_REQUEST);
    send(toChannel(Message.CHANNEL_SUCCESS));
  }

  /// Reads all that comes on the channel's stdin.
  void hearScript() throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("{ main; exit; }") < 0) {
      Heard data = await(Message.CHANNEL_DATA);
      data.number();
      text.append(data.text());
    }
    script = text.toString();
  }

  /// A message to the client's channel, its number in place.
  Message toChannel(int type) {
    return Message.of(type).number(client);
  }

  void stdout(String text) throws IOException {
    send(toChannel(Message.CHANNEL_DATA).string(text));
  }

  void stderr(String text) throws IOException {
    extended(1, text);
  }

  void extended(int type, String text) throws IOException {
    send(toChannel(Message.CHANNEL_EXTENDED_DATA).number(type).string(text));
  }

  /// The line that ends section number - 1 and begins the next one, on both streams.
  void mark(int number) throws IOException {
    String mark = markText(number);
    stdout(mark);
    stderr(mark);
  }

  String markText(int number) {
    Matcher nonce = NONCE.matcher(script);
    if (!nonce.find()) {
      throw new IllegalStateException("no mark in the script");
    }
    return "\n" + nonce.group() + " " + number + " 0\n";
  }

  void exitStatus(long status) throws IOException {
    send(channelRequest("exit-status").number(status));
  }

  void exitSignal(String name) throws IOException {
    send(channelRequest("exit-signal").string(name).flag(false).string("").string(""));
  }

  private Message channelRequest(String name) {
    return toChannel(Message.CHANNEL_REQUEST).string(name).flag(false);
  }

  void endOfFile() throws IOException {
    send(toChannel(Message.CHANNEL_EOF));
  }

  void closeChannel() throws IOException {
    send(toChannel(Message.CHANNEL_CLOSE));
  }
}
