import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/// Gives the `switch` statements over types in a jar the code that the JVM would otherwise write at run time.
///
/// javac leaves a `switch` over types to `java.lang.runtime.SwitchBootstraps.typeSwitch`. The JVM makes a class for
/// each such place when the program comes there first, which takes 1 to 2 ms of CPU time, and keeps none of them in a
/// class-data archive. Here each place calls a method of its own class instead, which does what the documentation of
/// `typeSwitch` says. A place whose labels are not all classes stays as it was.
///
/// Only the packaged copy is changed.
///
/// Usage: `java ReadySwitches.java JAR DIRECTORY`, with all jars that the classes of the first need in the directory.
void main(String[] arguments) throws IOException {
  Path jar = Path.of(arguments[0]);
  Path rewritten = jar.resolveSibling(jar.getFileName() + ".new");
  ClassFile classFile =
      ClassFile.of(ClassHierarchyResolverOption.of(hierarchy(Path.of(arguments[1]))));
  try (JarFile from = new JarFile(jar.toFile(), false);
      OutputStream bytes = Files.newOutputStream(rewritten);
      JarOutputStream to = new JarOutputStream(bytes)) {
    for (JarEntry entry : from.stream().toList()) {
      JarEntry copy = new JarEntry(entry.getName());
      copy.setTime(entry.getTime());
      to.putNextEntry(copy);
      byte[] content = from.getInputStream(entry).readAllBytes();
      to.write(entry.getName().endsWith(".class") ? ready(classFile, content) : content);
      to.closeEntry();
    }
  }
  Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING);
}

/// Which class extends which, for the stack maps: they are written anew for methods that change.
ClassHierarchyResolver hierarchy(Path directory) throws IOException {
  List<URL> jars = new ArrayList<>();
  try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.jar")) {
    for (Path jar : found) {
      jars.add(jar.toUri().toURL());
    }
  }
  return ClassHierarchyResolver.ofResourceParsing(new URLClassLoader(jars.toArray(URL[]::new)));
}

byte[] ready(ClassFile classFile, byte[] content) {
  ClassModel type = classFile.parse(content);
  Places places = new Places(type);
  if (type.methods().stream().noneMatch(places::has)) {
    return content;
  }
  return classFile.transformClass(
      type,
      ClassTransform.transformingMethodBodies(places::has, places)
          .andThen(ClassTransform.endHandler(places::addMethods)));
}

/// One `switch`: the type of what is looked at, and its labels in their order.
record Switch(ClassDesc subject, List<ClassDesc> labels) {}

/// Replaces each place by a call, and remembers which methods that needs. Places that are alike share one.
static final class Places implements CodeTransform {

  private final ClassModel type;
  private final List<Switch> switches = new ArrayList<>();

  Places(ClassModel type) {
    this.type = type;
  }

  @Override
  public void accept(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeDynamicInstruction call && chooses(call)) {
      MethodTypeDesc form = call.typeSymbol();
      Switch place =
          new Switch(
              form.parameterType(0),
              call.bootstrapArgs().stream().map(ClassDesc.class::cast).toList());
      if (!switches.contains(place)) {
        switches.add(place);
      }
      code.invokestatic(
          type.thisClass().asSymbol(), name(switches.indexOf(place)), form, isInterface());
    } else {
      code.with(element);
    }
  }

  boolean has(MethodModel method) {
    return method.code().stream()
        .flatMap(CodeModel::elementStream)
        .anyMatch(element -> element instanceof InvokeDynamicInstruction call && chooses(call));
  }

  private static boolean chooses(InvokeDynamicInstruction call) {
    return call.bootstrapMethod().owner().equals(ClassDesc.of("java.lang.runtime.SwitchBootstraps"))
        && call.bootstrapMethod().methodName().equals("typeSwitch")
        && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
  }

  void addMethods(ClassBuilder builder) {
    for (Switch each : switches) {
      builder.withMethodBody(
          name(switches.indexOf(each)),
          MethodTypeDesc.ofDescriptor("(" + each.subject().descriptorString() + "I)I"),
          ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
          code -> choose(code, each.labels()));
    }
  }

  /// For `(subject, from)`: -1 if the subject is null, else the number of the first label from `from` on that it is an
  /// instance of, else how many labels there are.
  private static void choose(CodeBuilder code, List<ClassDesc> labels) {
    Label present = code.newLabel();
    code.aload(0).ifnonnull(present).iconst_m1().ireturn().labelBinding(present);
    for (int number = 0; number < labels.size(); number++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(number).if_icmpgt(next);
      code.aload(0).instanceOf(labels.get(number)).ifeq(next);
      code.loadConstant(number).ireturn().labelBinding(next);
    }
    code.loadConstant(labels.size()).ireturn();
  }

  private boolean isInterface() {
    return type.flags().has(AccessFlag.INTERFACE);
  }

  private static String name(int number) {
    return "switch$" + number;
  }
}
