/// One run that only collects: the hosts are asked, and their answers go to a file of facts.
@NullMarked
package dev.driftline.run.facts;

import org.jspecify.annotations.NullMarked;
