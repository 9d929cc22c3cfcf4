/// The order of versions, as dpkg, rpm, apk and semver have it.
@NullMarked
package dev.driftline.version;

import org.jspecify.annotations.NullMarked;
