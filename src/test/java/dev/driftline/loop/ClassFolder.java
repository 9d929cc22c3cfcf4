package dev.driftline.loop;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// A folder of classes that is kept equal to what compiling all sources anew would leave.
///
/// Changed files are compiled alone first. If what others can see of their classes is as before, the rest need not be
/// compiled. Otherwise, and whenever a file came, went or does not compile, the folder is emptied and everything is
/// compiled.
///
/// @param name      the folder's name below `root`; beside it stands a file that says what it was made from
/// @param sources   roots of `.java` files
/// @param resources what is copied
/// @param libraries the class path
record ClassFolder(
    Path root, String name, List<Path> sources, List<Resources> resources, List<Path> libraries) {

  ClassFolder {
    sources = List.copyOf(sources);
    resources = List.copyOf(resources);
    libraries = List.copyOf(libraries);
  }

  /// What was done, and the hash of all that others can see.
  record Outcome(String done, String visible) {}

  Path classes() {
    return root.resolve(name);
  }

  /// Brings the folder up to date.
  ///
  /// @param context what else the classes depend on: the visible part of other folders
  /// @throws Stop with the compiler's messages
  Outcome update(String context) throws IOException, Stop {
    Files.createDirectories(root);
    copyResources();
    List<Path> files = javaFiles();
    Inputs now = Inputs.of(Hash.of(context, libraries, Runtime.version()), files);
    Inputs before = Inputs.read(state("sources"));
    String done = "0 of %d files".formatted(files.size());
    if (!now.hasSameNamesAs(before)) {
      done = compileAll(files);
    } else if (!now.changedSince(before).isEmpty()) {
      List<Path> changed = now.changedSince(before);
      done =
          compileAlone(changed)
              ? "%d of %d files".formatted(changed.size(), files.size())
              : compileAll(files);
    }
    now.write(state("sources"));
    return new Outcome(done, Files.readString(state("visible")));
  }

  private Path state(String what) {
    return root.resolve(name + "." + what);
  }

  private List<Path> javaFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path source : sources) {
      files.addAll(new Resources(source, List.of("**/*.java")).files());
    }
    return files;
  }

  private String compileAll(List<Path> files) throws IOException, Stop {
    Files.deleteIfExists(state("sources"));
    Files.createDirectories(classes());
    deleteBelow(classes(), file -> file.toString().endsWith(".class"));
    Optional<String> problems = compile(files, classes(), libraries);
    if (problems.isPresent()) {
      throw new Stop(problems.get());
    }
    Files.writeString(state("visible"), Hash.of(visible(classFiles(classes()))));
    return "%d files".formatted(files.size());
  }

  /// Whether that was enough.
  private boolean compileAlone(List<Path> changed) throws IOException {
    Path scratch = root.resolve(name + ".changed");
    Files.createDirectories(scratch);
    deleteBelow(scratch, _ -> true);
    List<Path> path = new ArrayList<>(List.of(classes()));
    path.addAll(libraries);
    if (compile(changed, scratch, path).isPresent()) {
      return false;
    }
    List<Path> old = classesOf(changed);
    List<Path> fresh = classFiles(scratch);
    if (!visible(old).equals(visible(fresh))) {
      return false;
    }
    // From here to the end an interruption leaves a folder that is made of neither; the next run
    // then begins anew.
    Files.delete(state("sources"));
    for (Path file : old) {
      Files.delete(file);
    }
    for (Path file : fresh) {
      Path place = classes().resolve(scratch.relativize(file).toString());
      Files.move(file, place, StandardCopyOption.REPLACE_EXISTING);
    }
    return true;
  }

  /// The classes that were made from these files, by the name of the source in them.
  private List<Path> classesOf(List<Path> changed) throws IOException {
    Set<Path> wanted = new HashSet<>();
    for (Path file : changed) {
      for (Path source : sources) {
        if (file.startsWith(source)) {
          wanted.add(classes().resolve(source.relativize(file).toString()));
        }
      }
    }
    List<Path> made = new ArrayList<>();
    for (Path folder : wanted.stream().map(Path::getParent).collect(Collectors.toSet())) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
          if (wanted.contains(folder.resolve(sourceName(file)))) {
            made.add(file);
          }
        }
      }
    }
    return made;
  }

  private static String sourceName(Path file) throws IOException {
    return ClassFile.of()
        .parse(file)
        .findAttribute(Attributes.sourceFile())
        .map(attribute -> attribute.sourceFile().stringValue())
        .orElse("");
  }

  private static List<Path> classFiles(Path folder) throws IOException {
    return new Resources(folder, List.of("**/*.class")).files();
  }

  private static Map<String, String> visible(List<Path> files) throws IOException {
    Map<String, String> parts = new TreeMap<>();
    for (Path file : files) {
      ClassModel type = ClassFile.of().parse(file);
      VisiblePart.of(type)
          .ifPresent(part -> parts.put(type.thisClass().asInternalName(), Hash.of(part)));
    }
    return parts;
  }

  /// The compiler's messages, if it did not succeed.
  private static Optional<String> compile(List<Path> files, Path into, List<Path> path)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    List<String> options =
        List.of(
            "-d",
            into.toString(),
            "-cp",
            path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
            "--release",
            String.valueOf(Runtime.version().feature()),
            "-proc:none",
            "-implicit:none",
            "-nowarn",
            "-g");
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      return compiled ? Optional.empty() : Optional.of(messages.toString());
    }
  }

  private void copyResources() throws IOException {
    Map<Path, Path> places = new TreeMap<>();
    for (Resources some : resources) {
      for (Path file : some.files()) {
        places.put(classes().resolve(some.folder().relativize(file).toString()), file);
      }
    }
    Inputs now = Inputs.of("", List.copyOf(places.values()));
    if (Files.exists(state("resources")) && now.equals(Inputs.read(state("resources")))) {
      return;
    }
    Files.deleteIfExists(state("resources"));
    Files.createDirectories(classes());
    deleteBelow(classes(), file -> !file.toString().endsWith(".class"));
    for (Map.Entry<Path, Path> place : places.entrySet()) {
      Files.createDirectories(place.getKey().getParent());
      Files.copy(place.getValue(), place.getKey());
    }
    now.write(state("resources"));
  }

  private interface Choice {
    boolean takes(Path file);
  }

  /// Folders that are empty then go as well.
  private static void deleteBelow(Path folder, Choice choice) throws IOException {
    List<Path> found;
    try (Stream<Path> files = Files.walk(folder)) {
      found = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : found) {
      if (Files.isDirectory(file) ? isEmpty(file) : choice.takes(file)) {
        Files.delete(file);
      }
    }
    Files.createDirectories(folder);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
