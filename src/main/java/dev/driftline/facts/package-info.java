/// Facts: what hosts answered, in a file, `driftline-facts/1`. They are collected now and judged later, elsewhere, with
/// other policies.
///
/// [dev.driftline.facts.FactsFile] writes such a file while the hosts are asked. [dev.driftline.facts.StoredAnswers]
/// reads it, as a source of answers like any other.
@NullMarked
package dev.driftline.facts;

import org.jspecify.annotations.NullMarked;
