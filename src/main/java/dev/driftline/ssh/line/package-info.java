/// One connection: how its bytes get there, directly or through a bastion, how far it has come, and what is said when
/// it ends.
@NullMarked
package dev.driftline.ssh.line;

import org.jspecify.annotations.NullMarked;
