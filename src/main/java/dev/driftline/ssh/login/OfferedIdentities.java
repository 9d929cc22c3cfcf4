package dev.driftline.ssh.login;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import dev.driftline.ssh.key.OfferedKey;
import dev.driftline.ssh.line.Phase;
import dev.driftline.ssh.line.SshLine;
import java.util.List;
import java.util.Vector;

/// The keys that one session may offer, in the form that JSch asks for. Each call returns a new list: JSch holds the
/// list's lock while it waits for the host.
@SuppressWarnings("JdkObsolete") // JSch's interface wants a Vector
final class OfferedIdentities implements IdentityRepository {

  private final List<OfferedKey> keys;
  private final SshLine line;

  OfferedIdentities(List<OfferedKey> keys, SshLine line) {
    this.keys = List.copyOf(keys);
    this.line = line;
  }

  @Override
  public Vector<Identity> getIdentities() {
    line.reach(Phase.LOGIN);
    return new Vector<>(keys);
  }

  @Override
  public String getName() {
    return "driftline";
  }

  @Override
  public int getStatus() {
    return RUNNING;
  }

  @Override
  public boolean add(byte[] identity) {
    return false;
  }

  @Override
  public boolean remove(byte[] blob) {
    return false;
  }

  @Override
  public void removeAll() {}
}
