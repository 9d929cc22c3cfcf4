/// Tries the checks of a policy on recorded cases, as a run tries them on hosts.
@NullMarked
package dev.driftline.run.cases;

import org.jspecify.annotations.NullMarked;
