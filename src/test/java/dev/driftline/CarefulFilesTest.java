package dev.driftline;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.driftline.cli.process.Console;
import dev.driftline.cli.process.OpenFiles;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// There is one way to open a file, the room `file`: everywhere else a file would be opened with less care.
class CarefulFilesTest {

  private static final Set<String> OPENING =
      Set.of(
          "newInputStream",
          "newOutputStream",
          "newByteChannel",
          "newBufferedReader",
          "newBufferedWriter",
          "readAllBytes",
          "readString",
          "readAllLines",
          "lines",
          "write",
          "writeString",
          "copy",
          "move",
          "delete",
          "deleteIfExists",
          "createFile",
          "createTempFile",
          "createLink",
          "createSymbolicLink",
          "setPosixFilePermissions",
          "setAttribute");

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.driftline");

  /// The exceptions: the demo writes and removes a folder of its own that nobody else can enter, [Console] wraps the
  /// descriptors that the program was started with, and [OpenFiles] reads what the kernel says of this process.
  @Test
  void noFileIsOpenedInAnyOtherWay() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.driftline.file..", "dev.driftline.demo..")
        .and()
        .doNotBelongToAnyOf(Console.class, OpenFiles.class)
        .should()
        .callCodeUnitWhere(opensAFile())
        .check(PRODUCT);
  }

  private static DescribedPredicate<JavaCall<?>> opensAFile() {
    return DescribedPredicate.describe("it opens a file", CarefulFilesTest::opens);
  }

  private static boolean opens(JavaCall<?> call) {
    String name = call.getTarget().getName();
    if (call.getTargetOwner().isEquivalentTo(Files.class)) {
      return OPENING.contains(name);
    }
    boolean channel =
        call.getTargetOwner().isEquivalentTo(FileChannel.class)
            || call.getTargetOwner().isEquivalentTo(AsynchronousFileChannel.class);
    return channel ? name.equals("open") : name.equals("<init>") && STREAMS.test(call);
  }

  private static final DescribedPredicate<JavaCall<?>> STREAMS =
      DescribedPredicate.describe(
          "makes a stream of a file",
          call ->
              Set.of(
                      FileInputStream.class,
                      FileOutputStream.class,
                      FileReader.class,
                      FileWriter.class,
                      RandomAccessFile.class)
                  .stream()
                  .anyMatch(stream -> call.getTargetOwner().isEquivalentTo(stream)));
}
