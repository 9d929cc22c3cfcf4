/// The private keys of a run: key files and ssh-agent, as JSch's identities.
@NullMarked
package dev.driftline.ssh.key;

import org.jspecify.annotations.NullMarked;
