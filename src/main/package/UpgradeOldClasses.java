import static java.lang.classfile.ClassFile.JAVA_8_VERSION;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Rewrites the classes of jars that have a class-file version below 50 (Java 5 and earlier) as version 52, with stack
/// maps: the JVM keeps no older class in a class-data archive (HotSpot, "Old class has been linked").
///
/// Only the packaged copies in `lib/` are changed, and only these: the code of the methods stays what it was.
void main(String[] jars) throws IOException {
  for (String jar : jars) {
    upgrade(Path.of(jar));
  }
}

void upgrade(Path jar) throws IOException {
  Path upgraded = jar.resolveSibling(jar.getFileName() + ".new");
  try (JarFile from = new JarFile(jar.toFile(), false);
      OutputStream bytes = Files.newOutputStream(upgraded);
      JarOutputStream to = new JarOutputStream(bytes)) {
    ClassHierarchyResolver hierarchy =
        ClassHierarchyResolver.ofResourceParsing(type -> open(from, type))
            .orElse(ClassHierarchyResolver.defaultResolver());
    ClassFile classFile =
        ClassFile.of(
            StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(hierarchy));
    for (JarEntry entry : from.stream().toList()) {
      to.putNextEntry(copyOf(entry));
      byte[] content = from.getInputStream(entry).readAllBytes();
      to.write(entry.getName().endsWith(".class") ? upgraded(classFile, content) : content);
      to.closeEntry();
    }
  }
  Files.move(upgraded, jar, StandardCopyOption.REPLACE_EXISTING);
}

/// The bytes of a class of the same jar, for the common supertypes in stack maps; null if it is not there.
InputStream open(JarFile jar, ClassDesc type) {
  String descriptor = type.descriptorString();
  JarEntry entry = jar.getJarEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
  try {
    return entry == null ? null : jar.getInputStream(entry);
  } catch (IOException e) {
    throw new UncheckedIOException(e);
  }
}

JarEntry copyOf(JarEntry entry) {
  JarEntry copy = new JarEntry(entry.getName());
  copy.setTime(entry.getTime());
  return copy;
}

byte[] upgraded(ClassFile classFile, byte[] content) {
  int version = (content[6] & 0xff) << 8 | content[7] & 0xff;
  if (version >= 50) {
    return content;
  }
  // A method's code is taken apart and put together again: only then does it get its stack maps.
  ClassTransform rebuilt =
      ClassTransform.dropping(ClassFileVersion.class::isInstance)
          .andThen(ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL))
          .andThen(
              ClassTransform.endHandler(builder -> builder.withVersion(JAVA_8_VERSION, 0)));
  return classFile.transformClass(classFile.parse(content), rebuilt);
}
