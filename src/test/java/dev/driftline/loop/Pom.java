package dev.driftline.loop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// What `pom.xml` says about sources, resources and the tests' JVM, so that it is said there alone.
final class Pom {

  private static final String BUILD = "/project/build";
  private static final String SUREFIRE = plugin("maven-surefire-plugin") + "/configuration";

  private final Document document;

  private Pom(Document document) {
    this.document = document;
  }

  static Pom read(Path file) throws IOException {
    try {
      return new Pom(
          DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile()));
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(file + " is no XML: " + e.getMessage(), e);
    }
  }

  /// `src/main/java`, and what build-helper's `add-source` adds outside of profiles.
  List<Path> mainSources() {
    List<Path> roots = new ArrayList<>(List.of(Path.of("src/main/java")));
    texts(
            plugin("build-helper-maven-plugin")
                + "/executions/execution[goals/goal='add-source']/configuration/sources/source")
        .forEach(root -> roots.add(Path.of(root)));
    return roots;
  }

  List<Resources> mainResources() {
    return nodes(BUILD + "/resources/resource").stream()
        .map(resource ->
            new Resources(
                Path.of(texts("directory", resource).getFirst()),
                texts("includes/include", resource)))
        .toList();
  }

  String version() {
    return texts("/project/version").getFirst();
  }

  /// The JVM's options, system properties too, under which Maven runs the tests.
  List<String> testOptions() {
    List<String> options = new ArrayList<>(List.of("-ea"));
    texts(SUREFIRE + "/argLine")
        .forEach(line -> options.addAll(List.of(line.strip().split("\\s+"))));
    nodes(SUREFIRE + "/systemPropertyVariables/*")
        .forEach(property ->
            options.add("-D%s=%s".formatted(property.getNodeName(), property.getTextContent())));
    return options;
  }

  private static String plugin(String name) {
    return BUILD + "/plugins/plugin[artifactId='%s']".formatted(name);
  }

  private List<String> texts(String path) {
    return texts(path, document);
  }

  private static List<String> texts(String path, Node from) {
    return nodes(path, from).stream().map(node -> node.getTextContent().strip()).toList();
  }

  private List<Node> nodes(String path) {
    return nodes(path, document);
  }

  private static List<Node> nodes(String path, Node from) {
    try {
      NodeList found =
          (NodeList)
              XPathFactory.newInstance().newXPath().evaluate(path, from, XPathConstants.NODESET);
      return IntStream.range(0, found.getLength()).mapToObj(found::item).toList();
    } catch (XPathExpressionException e) {
      throw new IllegalStateException("not an XPath: " + path, e);
    }
  }
}
