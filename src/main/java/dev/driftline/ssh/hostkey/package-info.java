/// Host keys as OpenSSH's known_hosts files hold them: read once, looked up by index, appended to. Knows nothing of
/// JSch.
@NullMarked
package dev.driftline.ssh.hostkey;

import org.jspecify.annotations.NullMarked;
