/// Files somebody wrote: YAML with positions, and everything wrong with it. The only importer of SnakeYAML.
@NullMarked
package dev.driftline.source;

import org.jspecify.annotations.NullMarked;
