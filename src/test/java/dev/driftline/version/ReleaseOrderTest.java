package dev.driftline.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Releases of kernels as their distributions name them (`uname -r`), each list in the order in which they came out.
class ReleaseOrderTest {

  static Stream<List<String>> releases() {
    return Stream.of(
        // Debian 12, with the flavours of its clouds, and its backports
        List.of(
            "6.1.0-0.deb11.5-amd64",
            "6.1.0-9-amd64",
            "6.1.0-18",
            "6.1.0-18-amd64",
            "6.1.0-18-cloud-amd64",
            "6.1.0-20",
            "6.1.0-20-amd64",
            "6.1.0-100"),
        // Debian 13, which counts in the release itself
        List.of(
            "6.12-amd64",
            "6.12.9-amd64",
            "6.12.38+deb13-amd64",
            "6.12.41+deb13",
            "6.12.41+deb13-amd64"),
        // Ubuntu, and its builds of the mainline
        List.of(
            "5.15.0-91-generic",
            "5.15.0-100",
            "5.15.0-100-generic",
            "5.15.0-1051-aws",
            "6.10.0-061000rc3-generic",
            "6.10.0-061000-generic"),
        // RHEL and what is made of it: an update has more numbers in front of the words
        List.of(
            "4.18.0-553.el8_10.x86_64",
            "4.18.0-553.16.1.el8_10.x86_64",
            "5.14.0-427.el9.x86_64",
            "5.14.0-427.13.1",
            "5.14.0-427.13.1.el9_4.x86_64",
            "5.14.0-427.20.1.el9_4.x86_64",
            "5.14.0-503.el9.x86_64",
            "5.15.0-206.153.7.el9uek.x86_64"),
        // Fedora, with candidates
        List.of(
            "6.11.0-0.rc0.20240724git786c8248dbd3.12.fc42.x86_64",
            "6.11.0-0.rc3.29.fc42.x86_64",
            "6.11.0-0.rc7.56.fc42.x86_64",
            "6.11.0",
            "6.11.0-63.fc42.x86_64",
            "6.11.4-301.fc41.x86_64"),
        // Alpine, Arch, openSUSE, Amazon, Proxmox, Raspberry Pi
        List.of("6.6.31-0-lts", "6.6.31-1-lts", "6.6.32-0-virt"),
        List.of(
            "6.9.0-rc7-1-mainline",
            "6.9.1-arch1-1",
            "6.9.1-arch1-2",
            "6.9.1-arch2-1",
            "6.9.10-arch1-1"),
        List.of("5.14.21-150500.55.7-default", "5.14.21-150500.55.59-default", "6.9.7-1-default"),
        List.of("5.10.215-203.850.amzn2.x86_64", "6.1.90-99.173", "6.1.90-99.173.amzn2023.x86_64"),
        List.of("6.8.4-2-pve", "6.8.4-10-pve", "6.8.12-1-pve"),
        List.of("6.1.0-rpi4-rpi-v8", "6.1.0-rpi7-rpi-v8", "6.6.20+rpt-rpi-v8"),
        // one's own: the + of a changed tree, candidates, many numbers, a realtime patch
        List.of(
            "6.10.0-rc3",
            "6.10.0-rc3+",
            "6.10.0-rc3-next-20240613",
            "6.10.0-rc10",
            "6.10.0",
            "6.10.0+"),
        List.of("2.6.32-358.el6.x86_64", "2.6.32.12-0.7-default", "3.0.0"),
        List.of("5.10.0-rt15", "5.10.0-30-rt-amd64", "5.10.1"),
        List.of("6.18.44-fc-v782", "6.18.44-zz9"),
        // systems
        List.of("3.19.1", "3.21.0_alpha20240807", "3.21.0_rc1", "3.21.0", "3.21.1"),
        List.of("23.05.0-rc3", "23.05.0", "23.05.3"),
        List.of("v1.7.0-alpha.1", "1.7.0-beta.0", "v1.7.0", "v1.7.1"));
  }

  @ParameterizedTest
  @MethodSource("releases")
  void ordersReleasesAsTheyCameOut(List<String> ascending) {
    for (int i = 0; i < ascending.size(); i++) {
      for (int j = 0; j < ascending.size(); j++) {
        String left = ascending.get(i);
        String right = ascending.get(j);
        assertThat(Integer.signum(VersionOrder.RELEASE.compare(left, right)))
            .as("%s %s", left, right)
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "6.11, 6.11.0",
    "12, 12.0",
    "22.04, 22.4",
    "6.11-rc3, 6.11.0-rc3",
    "6.11.0-rc3, 6.11.0~rc3",
    "v1.7.0, 1.7"
  })
  void takesTwoWaysToWriteOneReleaseForTheSame(String left, String right) {
    assertThat(VersionOrder.RELEASE.compare(left, right)).isZero();
    assertThat(VersionOrder.RELEASE.compare(right, left)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "6.10.0-src2, 6.10.0",
    "6.10.0-arc5, 6.10.0",
    "6.10.0-march1, 6.10.0",
    "6.10.0-rcu, 6.10.0",
    "6.12.1-alpha-smp, 6.12.1"
  })
  @DisplayName("takes no word that only ends or begins like rc for a candidate")
  void takesNoOtherWordForACandidate(String later, String release) {
    assertThat(VersionOrder.RELEASE.compare(later, release)).isPositive();
  }

  @Test
  void tellsApartWhatDiffersInSeparatorsOnly() {
    assertThat(VersionOrder.RELEASE.compare("6.1.0-18", "6.1.0+18")).isNotZero();
    assertThat(VersionOrder.RELEASE.compare("5.14.0-427.el9_4", "5.14.0-427.el9.4")).isNotZero();
  }
}
