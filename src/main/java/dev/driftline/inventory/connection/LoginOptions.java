package dev.driftline.inventory.connection;

/// What the command line says about logins. It counts where the inventory says nothing.
///
/// @param user       whether there is a `--user`
/// @param key        whether there is a `--key`
/// @param knownHosts whether there is a `--known-hosts`
/// @param become     `--become`: hosts about which the inventory says nothing are asked as root, through sudo
public record LoginOptions(boolean user, boolean key, boolean knownHosts, boolean become) {

  /// A command line without such options.
  public static final LoginOptions NONE = new LoginOptions(false, false, false, false);
}
