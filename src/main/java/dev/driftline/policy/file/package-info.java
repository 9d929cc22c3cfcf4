/// Policy files, and what they turn out to be for each host.
@NullMarked
package dev.driftline.policy.file;

import org.jspecify.annotations.NullMarked;
