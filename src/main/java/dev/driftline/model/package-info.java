/// What a run says: outcomes of hosts, verdicts of checks, findings, and the report made of them. Records only.
@NullMarked
package dev.driftline.model;

import org.jspecify.annotations.NullMarked;
