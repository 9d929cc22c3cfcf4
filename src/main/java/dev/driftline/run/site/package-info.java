/// Which overrides and waivers of a site hold on which host.
@NullMarked
package dev.driftline.run.site;

import org.jspecify.annotations.NullMarked;
