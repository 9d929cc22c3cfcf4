/// JSch behind the Transport port: host keys, logins, bastions. The only importer of JSch.
@NullMarked
package dev.driftline.ssh;

import org.jspecify.annotations.NullMarked;
