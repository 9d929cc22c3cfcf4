package dev.driftline.policy.file;

import dev.driftline.source.SourceFile;
import dev.driftline.source.YamlNode;

/// A policy file that was read, not yet compiled.
record PolicyFile(SourceFile source, YamlNode root) {}
