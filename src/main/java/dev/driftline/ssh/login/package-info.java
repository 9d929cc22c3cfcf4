/// Connects a session and logs in: its algorithms, the check of the host key, keys and passwords.
@NullMarked
package dev.driftline.ssh.login;

import org.jspecify.annotations.NullMarked;
