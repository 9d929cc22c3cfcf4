/// What a site says about the checks of others: overrides, which change a check, and waivers, which accept what it
/// found.
@NullMarked
package dev.driftline.policy.site;

import org.jspecify.annotations.NullMarked;
