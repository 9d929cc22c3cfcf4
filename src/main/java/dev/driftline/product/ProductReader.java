package dev.driftline.product;

import dev.driftline.source.Problems;
import dev.driftline.source.SourceFile;
import dev.driftline.source.YamlNode;
import dev.driftline.source.YamlNode.Entry;
import dev.driftline.source.YamlNode.Mapping;
import dev.driftline.source.YamlNode.Scalar;
import dev.driftline.source.YamlReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a file of products, or a file of one. Each mistake becomes a problem with its place, and all of them are found
/// in one go.
public final class ProductReader {

  private static final List<String> KEYS =
      List.of("product", "ports", "sockets", "except", "servers", "clients", "library_series");
  private static final List<String> SERVER_KEYS =
      List.of(
          "programs", "packages", "scheme", "series", "major_only_from", "normalise", "as_client");
  private static final List<String> CLIENT_KEYS =
      List.of(
          "of",
          "libraries",
          "programs",
          "packages",
          "scheme",
          "series",
          "major_only_from",
          "normalise",
          "in_table",
          "seen");

  private static final Pattern INSTALLED = Pattern.compile("installed");
  private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9._+-]{1,100}\\*?");
  private static final Pattern SOCKET = Pattern.compile("/[A-Za-z0-9._/-]{1,106}");

  private final Fields fields;

  /// The first place of each product's and each server's name.
  private final Map<String, Scalar> productNames = new HashMap<>();

  private final Map<String, Scalar> serverNames = new HashMap<>();

  private ProductReader(Fields fields) {
    this.fields = fields;
  }

  static Products read(SourceFile file, Problems problems) {
    Fields fields = new Fields(file, problems);
    ProductReader reader = new ProductReader(fields);
    List<Product> products = new ArrayList<>();
    YamlReader.read(file, problems)
        .flatMap(root -> fields.mapping(root, "the file", List.of("products")))
        .map(root -> fields.list(root, "products"))
        .orElse(List.of())
        .forEach(node -> reader.product(node).ifPresent(products::add));
    return new Products(products);
  }

  /// Reads a file that describes one product. Mistakes are reported; empty if it has no name.
  public static Optional<Product> one(SourceFile file, YamlNode root, Problems problems) {
    Problems found = new Problems();
    Fields fields = new Fields(file, found);
    Optional<Product> product = new ProductReader(fields).product(root);
    product
        .filter(each -> each.ports().isEmpty() && !found.hasErrors())
        .ifPresent(_ ->
            fields.error(
                root, "ports is missing", "say where its servers listen: `ports: [4000]`"));
    found.sorted().forEach(problems::add);
    return product;
  }

  private Optional<Product> product(YamlNode node) {
    Optional<Mapping> found = fields.mapping(node, "a product", KEYS);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Mapping mapping = found.get();
    Optional<Scalar> name = fields.required(mapping, "product", ID);
    name.ifPresent(product -> once(productNames, product, "product"));
    List<Server> servers = new ArrayList<>();
    fields.named(mapping, "servers", ID).forEach(entry -> server(entry).ifPresent(servers::add));
    // a client may only name a server that was read before
    List<String> makers = servers.stream().map(Server::name).toList();
    List<Client> clients = new ArrayList<>();
    fields
        .named(mapping, "clients", ID)
        .forEach(entry ->
            name.flatMap(product -> client(entry, product, makers)).ifPresent(clients::add));
    return name.map(product ->
        new Product(
            product.text(),
            fields.ports(mapping),
            fields.texts(mapping, "sockets", SOCKET),
            names(mapping, "except"),
            servers,
            clients,
            librarySeries(mapping)));
  }

  private void once(Map<String, Scalar> names, Scalar name, String what) {
    Scalar first = names.putIfAbsent(name.text(), name);
    if (first != null) {
      fields.error(
          name,
          "the %s %s is described twice".formatted(what, name.text()),
          "the other one is at %s".formatted(first.at()));
    }
  }

  private Optional<Server> server(Entry entry) {
    once(serverNames, entry.key(), "server");
    return fields
        .mapping(entry.value(), "a server", SERVER_KEYS)
        .flatMap(mapping ->
            counting(mapping)
                .map(counting ->
                    new Server(
                        entry.key().text(),
                        names(mapping, "programs"),
                        names(mapping, "packages"),
                        counting,
                        fields.text(mapping, "as_client", ID).map(Scalar::text))));
  }

  private Optional<Client> client(Entry entry, Scalar product, List<String> makers) {
    Optional<Mapping> found = fields.mapping(entry.value(), "a client", CLIENT_KEYS);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Mapping mapping = found.get();
    Scalar of = fields.text(mapping, "of", ID).orElse(product);
    if (!makers.contains(of.text())) {
      fields.unknown(mapping.find("of").isPresent() ? of : entry.key(), "server", of, makers);
    }
    List<ClientLibrary> libraries =
        fields.texts(mapping, "libraries", ClientLibrary.FILE_NAME).stream()
            .map(ClientLibrary::ofFileName)
            .toList();
    if (mapping.find("libraries").isEmpty() && mapping.find("programs").isEmpty()) {
      fields.error(
          entry.key(),
          "the client %s has neither libraries nor programs".formatted(entry.key().text()),
          "write `libraries: [libNAME]` or `programs: [NAME]`");
    }
    return counting(mapping)
        .map(counting ->
            new Client(
                entry.key().text(),
                of.text(),
                libraries,
                names(mapping, "programs"),
                names(mapping, "packages"),
                counting,
                fields.text(mapping, "in_table", ID).map(Scalar::text).orElse(entry.key().text()),
                fields.text(mapping, "seen", INSTALLED).isPresent()));
  }

  /// `library_series: { mariadb: { "10.11": "3.3" } }`.
  private Map<String, Map<String, String>> librarySeries(Mapping mapping) {
    Map<String, Map<String, String>> schemes = new HashMap<>();
    for (Entry scheme : fields.named(mapping, "library_series", ID)) {
      Map<String, String> series = new HashMap<>();
      fields
          .mapping(scheme.value(), "the series of a scheme")
          .ifPresent(found ->
              found
                  .entries()
                  .forEach(entry ->
                      fields
                          .series(entry.key())
                          .ifPresent(own ->
                              fields.series(entry.value()).ifPresent(of -> series.put(own, of)))));
      schemes.put(scheme.key().text(), series);
    }
    return schemes;
  }

  private Names names(Mapping mapping, String key) {
    return new Names(fields.texts(mapping, key, NAMES));
  }

  private Optional<SeriesCounting> counting(Mapping mapping) {
    Optional<Scalar> scheme = fields.required(mapping, "scheme", ID);
    Optional<Integer> numbers =
        fields.find(mapping, "series").flatMap(node -> fields.number(node, "series", 1, 3));
    Optional<Integer> majorOnlyFrom =
        mapping
            .find("major_only_from")
            .flatMap(node -> fields.number(node, "major_only_from", 1, 999));
    List<com.google.re2j.Pattern> normalise = fields.expressions(mapping, "normalise");
    return scheme.flatMap(text ->
        numbers.map(count -> new SeriesCounting(text.text(), count, majorOnlyFrom, normalise)));
  }
}
