/// Renders the scalars of a policy with inventory variables and nothing else. The only importer of jinjava.
@NullMarked
package dev.driftline.policy.template;

import org.jspecify.annotations.NullMarked;
