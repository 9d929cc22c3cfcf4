package dev.driftline.loop;

import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.EnclosingMethodAttribute;
import java.lang.classfile.attribute.InnerClassInfo;
import java.lang.classfile.attribute.InnerClassesAttribute;
import java.lang.classfile.attribute.NestMembersAttribute;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Optional;

/// What the compiler of another source file can see of a class: its names, types, constants and annotations, without
/// code and private members. Two classes with equal visible parts are the same to everybody else.
final class VisiblePart {

  private static final ClassFile FILES =
      ClassFile.of(
          ClassFile.ConstantPoolSharingOption.NEW_POOL,
          ClassFile.DebugElementsOption.DROP_DEBUG,
          ClassFile.StackMapsOption.DROP_STACK_MAPS);

  private VisiblePart() {}

  /// Empty for a local or anonymous class, which nobody else can name.
  static Optional<byte[]> of(ClassModel type) {
    if (type.elementStream().anyMatch(EnclosingMethodAttribute.class::isInstance)) {
      return Optional.empty();
    }
    ClassTransform members =
        (builder, element) -> {
          if (element instanceof InnerClassesAttribute inner) {
            builder.with(InnerClassesAttribute.of(members(inner, type)));
          } else if (isVisible(element)) {
            builder.with(element);
          }
        };
    ClassTransform code =
        ClassTransform.transformingMethods(
            MethodTransform.dropping(element -> element instanceof CodeModel));
    return Optional.of(FILES.transformClass(type, members.andThen(code)));
  }

  private static boolean isVisible(ClassElement element) {
    return switch (element) {
      case MethodModel method -> !method.flags().has(AccessFlag.PRIVATE);
      case FieldModel field -> !field.flags().has(AccessFlag.PRIVATE);
      case NestMembersAttribute _, SourceFileAttribute _ -> false;
      default -> true;
    };
  }

  /// The member classes, and the class's own flags if it is one; types that its code mentions are listed there as well.
  private static List<InnerClassInfo> members(InnerClassesAttribute inner, ClassModel type) {
    String name = type.thisClass().asInternalName();
    return inner.classes().stream()
        .filter(info -> info.outerClass().isPresent())
        .filter(info ->
            info.innerClass().asInternalName().equals(name)
                || info.outerClass().get().asInternalName().equals(name))
        .toList();
  }
}
