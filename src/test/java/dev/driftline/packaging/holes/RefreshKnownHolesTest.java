package dev.driftline.packaging.holes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `RefreshKnownHoles.java`, run as it is run by hand, against a server that answers in the documented shapes of OSV.
@Timeout(120)
class RefreshKnownHolesTest {

  private static final Path PROGRAM = Path.of("src/main/package/RefreshKnownHoles.java");
  private static final String LIST =
      """
      # what stands here is kept
      asked 2001-01-01

      artifact org.example:one
      hole OLD - [1,2) what is not true any more
      artifact org.example:none
      """;

  @TempDir private Path folder;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String path = exchange.getRequestURI().getPath();
    asked.add(exchange.getRequestMethod() + " " + path + " " + body);
    byte[] text = said(path, body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  private static String said(String path, String body) {
    if (path.equals("/v1/querybatch")) {
      if (body.contains("org.example:none")) {
        return "{\"results\":[{}]}";
      }
      return body.contains("page_token")
          ? "{\"results\":[{\"vulns\":[{\"id\":\"GHSA-c\",\"modified\":\"2026-01-01T00:00:00Z\"}]}]}"
          : "{\"results\":[{\"vulns\":[{\"id\":\"GHSA-b\"},{\"id\":\"GHSA-a\"}],\"next_page_token\":\"more\"}]}";
    }
    return switch (path) {
      case "/v1/vulns/GHSA-a" ->
          """
          {"id": "GHSA-a", "summary": "It falls\\n over", "aliases": ["CVE-2026-2", "CVE-2026-1"], "affected": [
            {"package": {"ecosystem": "Maven", "name": "org.example:other"},
             "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "9"}]}]},
            {"package": {"ecosystem": "Maven", "name": "org.example:one"},
             "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.2"}]},
                        {"type": "ECOSYSTEM", "events": [{"introduced": "2.0"}, {"last_affected": "2.3"}]}]}]}
          """;
      case "/v1/vulns/GHSA-b" ->
          """
          {"id": "GHSA-b", "withdrawn": "2026-02-02T00:00:00Z", "affected": []}
          """;
      case "/v1/vulns/GHSA-c" ->
          """
          {"id": "GHSA-c", "affected": [{"package": {"ecosystem": "Maven", "name": "org.example:one"},
             "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "3.0"}]}], "versions": ["3.0", "3.1"]}]}
          """;
      default -> "{}";
    };
  }

  private record Run(int exit, String said, String list) {}

  private Run run() throws IOException, InterruptedException {
    Path list = Files.writeString(folder.resolve("known-holes.txt"), LIST);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-cp",
            Stream.of(ObjectMapper.class, JsonFactory.class, JsonProperty.class)
                .map(RefreshKnownHolesTest::jar)
                .collect(Collectors.joining(File.pathSeparator)),
            PROGRAM.toString(),
            list.toString(),
            "http://127.0.0.1:" + server.getAddress().getPort()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), said, Files.readString(list));
  }

  private static String jar(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  @Test
  void asksAboutEveryArtefactAndWritesWhatIsKnownOfEveryVersion() throws Exception {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Run run = run();

    assertThat(run.exit()).as(run.said()).isZero();
    assertThat(run.list().replaceFirst("asked (\\S+)", "asked DAY"))
        .isEqualTo(
            """
            # what stands here is kept
            asked DAY

            artifact org.example:one
            hole GHSA-a CVE-2026-1,CVE-2026-2 [0,1.2)|[2.0,2.3] It falls over
            hole GHSA-c - [3.0,999999999] (without a summary)

            artifact org.example:none
            """);
    assertThat(asked)
        .containsExactly(
            "POST /v1/querybatch {\"queries\":[{\"package\":{\"ecosystem\":\"Maven\",\"name\":\"org.example:one\"}}]}",
            "POST /v1/querybatch {\"queries\":[{\"package\":{\"ecosystem\":\"Maven\",\"name\":\"org.example:one\"},\"page_token\":\"more\"}]}",
            "GET /v1/vulns/GHSA-a ",
            "GET /v1/vulns/GHSA-b ",
            "GET /v1/vulns/GHSA-c ",
            "POST /v1/querybatch {\"queries\":[{\"package\":{\"ecosystem\":\"Maven\",\"name\":\"org.example:none\"}}]}");
    KnownHoles read = KnownHoles.of(run.list().lines().toList(), List.of());
    assertThat(read.asked()).isBetween(today, today.plusDays(1));
    assertThat(read.holes()).hasSize(2);
  }

  @Test
  void leavesTheListAsItWasIfTheServiceDoesNotAnswer() throws Exception {
    status = 503;
    Run run = run();
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.said()).contains("/v1/querybatch answered 503");
    assertThat(run.list()).isEqualTo(LIST);
  }
}
