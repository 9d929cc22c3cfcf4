/// The small fleet of driftline demo: SSH servers inside this process. The only importer of Apache MINA SSHD.
@NullMarked
package dev.driftline.demo;

import org.jspecify.annotations.NullMarked;
