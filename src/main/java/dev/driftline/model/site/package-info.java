/// What a site has said about the findings of a run: waivers.
@NullMarked
package dev.driftline.model.site;

import org.jspecify.annotations.NullMarked;
