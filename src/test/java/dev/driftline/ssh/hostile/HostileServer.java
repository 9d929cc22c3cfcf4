package dev.driftline.ssh.hostile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// An SSH server of which every message is made by hand. It plays the same [Play] with each client, on platform
/// threads, which no client can starve.
final class HostileServer implements AutoCloseable {

  private final ServerSocket listener;
  private final Play play;
  private final HostKey hostKey;
  private final List<Peer> peers = new CopyOnWriteArrayList<>();
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final AtomicInteger talking = new AtomicInteger();

  HostileServer(Play play) throws IOException {
    this(play, HostKey.make());
  }

  HostileServer(Play play, HostKey hostKey) throws IOException {
    this(play, hostKey, InetAddress.getLoopbackAddress());
  }

  HostileServer(Play play, HostKey hostKey, InetAddress address) throws IOException {
    this.listener = new ServerSocket(0, 200, address);
    this.play = play;
    this.hostKey = hostKey;
    thread(this::accept).start();
  }

  private static Thread thread(Runnable work) {
    return Thread.ofPlatform().daemon().name("hostile server").unstarted(work);
  }

  int port() {
    return listener.getLocalPort();
  }

  /// A line of known_hosts.
  String known() {
    return hostKey.line(port());
  }

  /// One for each connection.
  List<Peer> peers() {
    return peers;
  }

  /// Every login that was tried, on all connections.
  List<String> logins() {
    return peers.stream().flatMap(peer -> peer.logins().stream()).toList();
  }

  /// What the server itself did wrong, so that no case holds by accident.
  List<String> faults() {
    return faults;
  }

  /// How many connections are open.
  int talking() {
    return talking.get();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        talking.incrementAndGet();
        thread(() -> serve(socket)).start();
      } catch (IOException _) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Peer peer = new Peer(socket, hostKey);
      peers.add(peer);
      play.with(peer);
    } catch (IOException _) {
      // the client has hung up, as it should
      return;
    } catch (RuntimeException e) {
      faults.add(e.toString());
    } finally {
      talking.decrementAndGet();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
