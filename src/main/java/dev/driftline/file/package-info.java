/// The only way in which files of this machine are read, replaced and extended. A file that was checked is the file
/// that is used, links are followed only to allowed places, and lengths are bounded. Uses the JDK alone, and any room
/// may use it.
@NullMarked
package dev.driftline.file;

import org.jspecify.annotations.NullMarked;
