package dev.driftline.probe.kit.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlGroupTest {

  private static final String NUMBER = "3f2a9b0c11d2" + "a".repeat(52);

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "/system.slice/ssh.service, ssh.service, -",
        "/user.slice/user-0.slice/session-4.scope, session-4.scope, -",
        "/user.slice/user@0.service/app.slice/x.scope/inner, x.scope, -",
        "/.service, -, -",
        "/docker/NUMBER, -, docker:3f2a9b0c11d2",
        "/system.slice/docker-NUMBER.scope, docker-NUMBER.scope, docker:3f2a9b0c11d2",
        "/machine.slice/libpod-NUMBER.scope/container, libpod-NUMBER.scope, podman:3f2a9b0c11d2",
        "/kubepods/burstable/podx/NUMBER, -, kubernetes:3f2a9b0c11d2",
        "/lxc/web1, -, lxc:web1",
        "/lxc.payload.web1/system.slice/cron.service, cron.service, lxc:web1",
        "/, -, -"
      })
  void tellsUnitAndContainer(String path, String unit, String container) {
    ControlGroup group = ControlGroup.of(path.replace("NUMBER", NUMBER));

    assertThat(group.unit())
        .isEqualTo(Optional.ofNullable(unit).map(u -> u.replace("NUMBER", NUMBER)));
    assertThat(group.container()).isEqualTo(Optional.ofNullable(container));
  }

  /// What is found, as expressions. They are slow on long paths only.
  private static final Pattern UNIT =
      Pattern.compile("/([^/]+\\.(?:service|scope|socket|mount|swap))(?=/|\\z)");

  private static final Pattern CONTAINER =
      Pattern.compile(
          "(docker|libpod|cri-containerd|crio|containerd|kubepods|lxc).*?([0-9a-f]{12})[0-9a-f]{52}");
  private static final Pattern LXC = Pattern.compile("/lxc(?:\\.payload[./]|/)([^/]+)");

  private static final List<String> PIECES =
      List.of(
          "/",
          "/",
          "docker",
          "libpod-",
          "cri-",
          "containerd-",
          "crio",
          "kubepods",
          "lxc",
          "lxc.payload",
          ".payload/",
          ".",
          ".service",
          ".scope",
          "socket",
          "x",
          "a".repeat(60),
          "0b",
          NUMBER);

  @Test
  void findsWhatTheExpressionsFind() {
    long seed = Long.getLong("driftline.seed", System.nanoTime());
    System.out.println("ControlGroupTest -Ddriftline.seed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder path = new StringBuilder();
      for (int n = random.nextInt(14); n >= 0; n--) {
        path.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      String text = path.toString();
      Optional<String> unit =
          UNIT.matcher(text).results().map(found -> found.group(1)).reduce((_, last) -> last);
      assertThat(ControlGroup.of(text).unit()).as(text).isEqualTo(unit);
      Optional<String> digits =
          ControlGroup.of(text).container().map(found -> found.substring(found.indexOf(':') + 1));
      assertThat(digits).as(text).isEqualTo(digits(text));
    }
  }

  private static Optional<String> digits(String path) {
    Matcher numbered = CONTAINER.matcher(path);
    if (numbered.find()) {
      return Optional.of(numbered.group(2));
    }
    Matcher lxc = LXC.matcher(path);
    return lxc.find() ? Optional.of(lxc.group(1)) : Optional.empty();
  }

  /// 1 MiB of `docker` took the square of its length.
  @ParameterizedTest
  @ValueSource(
      strings = {"docker", "/docker", "/x.service", "/lxc", "/lxc/", "/", "a", "lxc.payload"})
  void aMegabyteIsReadInOnePass(String piece) {
    String path = piece.repeat(1024 * 1024 / piece.length());

    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> assertThat(ControlGroup.of(path)).isNotNull());
  }
}
