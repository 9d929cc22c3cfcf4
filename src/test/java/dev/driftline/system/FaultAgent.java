package dev.driftline.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;

/// Makes one method of the packaged program throw, from its first instruction: a Java agent, which needs no place in
/// the program for it. One class, since it is alone in its jar.
public final class FaultAgent implements ClassFileTransformer {

  private static final String OWN_CLASS = "dev/driftline/system/FaultAgent.class";

  private final String place;
  private final String method;
  private final ClassDesc thrown;

  private FaultAgent(String place, String method, ClassDesc thrown) {
    this.place = place;
    this.method = method;
    this.thrown = thrown;
  }

  /// Writes the agent as a jar, to be named in `-javaagent:JAR=CLASS#METHOD=THROWABLE`.
  static Path write(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Premain-Class", FaultAgent.class.getName());
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream own =
            Objects.requireNonNull(
                FaultAgent.class.getClassLoader().getResourceAsStream(OWN_CLASS))) {
      out.putNextEntry(new ZipEntry(OWN_CLASS));
      own.transferTo(out);
    }
    return jar;
  }

  /// Called by Java before the program starts.
  public static void premain(String argument, Instrumentation instrumentation) {
    String[] parts = argument.split("[#=]", 3);
    instrumentation.addTransformer(
        new FaultAgent(parts[0].replace('.', '/'), parts[1], ClassDesc.of(parts[2])));
  }

  @Override
  public byte @Nullable [] transform(
      Module module,
      @Nullable ClassLoader loader,
      String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    return name.equals(place) ? throwing(bytes) : null;
  }

  private byte[] throwing(byte[] bytes) {
    ClassFile classes = ClassFile.of();
    ClassTransform transform =
        (builder, element) -> {
          if (element instanceof MethodModel model && model.methodName().equalsString(method)) {
            builder.withMethodBody(
                model.methodName(),
                model.methodType(),
                model.flags().flagsMask(),
                code ->
                    code.new_(thrown)
                        .dup()
                        .invokespecial(thrown, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                        .athrow());
          } else {
            builder.with(element);
          }
        };
    return classes.transformClass(classes.parse(bytes), transform);
  }
}
