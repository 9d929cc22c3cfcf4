package dev.driftline.policy.file;

import dev.driftline.source.SourceFile;
import dev.driftline.source.YamlNode;

/// A file beside or among the policies that was read, not yet compiled.
public record PolicyFile(SourceFile source, YamlNode root, FileKind kind) {}
