/// Runs the script on a session that is logged in: the command, the dialogue with sudo, what comes back.
@NullMarked
package dev.driftline.ssh.script;

import org.jspecify.annotations.NullMarked;
