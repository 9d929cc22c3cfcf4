package dev.driftline.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.run.Catalog;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What no package manager takes for a version is a mistake, and the hint says what the author may mean.
class VersionLiteralsTest {

  @TempDir Path folder;

  private String about(String version) {
    return new PolicyTexts(folder, Catalog.tables())
        .about("probe: packages\nexpect: { version: \"%s\" }\n".formatted(version));
  }

  /// The matcher, the text in it that is no version, and the hint.
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        ">=3.0,<4 # 3.0,<4 # write `{ all: [\">= 3.0\", \"< 4\"] }`",
        ">= 3.0, < 4 # 3.0, < 4 # write `{ all: [\">= 3.0\", \"< 4\"] }`",
        ">= 3.0 <4 # 3.0 <4 # write `{ all: [\">= 3.0\", \"< 4\"] }`",
        ">= 3.0 && < 4 # 3.0 && < 4 # write `{ all: [\">= 3.0\", \"< 4\"] }`",
        ">= 3.0 and < 4 # 3.0 and < 4 # write `{ all: [\">= 3.0\", \"< 4\"] }`",
        "1.0 || 2.0 # 1.0 || 2.0 # write `[\"= 1.0\", \"= 2.0\"]`",
        "< 2 or > 3 # 2 or > 3 # write `[\"< 2\", \"> 3\"]`",
        ">= 5,9 # 5,9 # write a point: `>= 5.9`",
        ">= -1 # -1 # write one version, such as `1.2.3-4`; two conditions are `{ all: [\">= 1\", \"< 2\"] }`",
        "latest # latest # a host cannot tell what the latest is: write the least that will do, such as `>= 1.2.3`",
        "installed # installed # for any version write `present`",
        "* # * # for any version write `present`",
        "3.* # 3.* # write how it begins: `~ ^3\\.`",
        "11.4.x # 11.4.x # write how it begins: `~ ^11\\.4\\.`",
        "^1.2 # ^1.2 # write `{ all: [\">= 1.2\", \"< 2\"] }`",
        "openssl-x # openssl-x # write one version, such as `1.2.3-4`; two conditions are `{ all: [\">= 1\", \"< 2\"] }`",
        "1.0-1/amd64 # 1.0-1/amd64 # write one version, such as `1.2.3-4`; two conditions are `{ all: [\">= 1\", \"< 2\"] }`",
        "a:1.0 # a:1.0 # write one version, such as `1.2.3-4`; two conditions are `{ all: [\">= 1\", \"< 2\"] }`",
        "1\u0660 # 1\u0660 # write one version, such as `1.2.3-4`; two conditions are `{ all: [\">= 1\", \"< 2\"] }`",
      })
  void refusesWhatIsNoVersionOfAnyManager(String version, String shown, String hint) {
    assertThat(about(version))
        .isEqualTo(
            """
            p.yaml:5:24: error: version must be a version, not "%s"
              5 |     expect: { version: "%s" }
                |                        ^
              hint: %s
            """
                .formatted(shown, version, hint));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "~> 3.1 # write `{ all: [\">= 3.1\", \"< 4\"] }`",
        "~> 3.1.2 # write `{ all: [\">= 3.1.2\", \"< 3.2\"] }`",
        "~= 3.1.2 # write `{ all: [\">= 3.1.2\", \"< 3.2\"] }`",
        "~> x # write a range: `{ all: [\">= 1.2\", \"< 2\"] }`",
      })
  void takesTheOperatorsOfOtherLanguagesForNoExpression(String version, String hint) {
    assertThat(about(version))
        .isEqualTo(
            """
            p.yaml:5:24: error: unknown operator in "%s"
              5 |     expect: { version: "%s" }
                |                        ^
              hint: %s
            """
                .formatted(version, version, hint));
  }

  /// Matchers of the version of a system, some of which have no number.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rolling",
        "'!= rolling'",
        "{ not: snapshot }",
        "['12', '13', kali-rolling]",
        "['>= 12', rolling]",
        "{ any: ['< 12', '>= 13', { not: rolling }] }"
      })
  void takesAReleaseWithoutANumber(String matcher) {
    assertThat(aboutRelease(matcher)).isEmpty();
  }

  /// The matcher, what is wrong, and the hint.
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '$',
      value = {
        "'>= rolling' # os_version must be a version, not \"rolling\" # write one version, such as `1.2.3-4`; two conditions are `{ all: [\">= 1\", \"< 2\"] }`",
        "latest # os_version must be a version, not \"latest\" # a host cannot tell what the latest is: write the least that will do, such as `>= 1.2.3`",
        "any # os_version must be a version, not \"any\" # for any version write `present`",
        "{ not: '' } # os_version must be a version, not \"\" # for any version write `present`, for none `absent`",
        "[rolling, { not: rolling }] # a list means one of these, and of these one always holds # to exclude several write `{ not: [ … ] }`, to demand several `{ all: [ … ] }`",
        "{ any: ['< 12', '>= 12', rolling] } # of these one always holds # to demand several write `{ all: [ … ] }`; for any value `present`",
        "{ all: [rolling, snapshot] } # no os_version meets all of these # for one of several write a list: `[ … ]`",
        "{ all: [rolling, '12'] } # no os_version meets all of these # for one of several write a list: `[ … ]`",
      })
  void refusesWhatIsNoRelease(String matcher, String message, String hint) {
    assertThat(aboutRelease(matcher))
        .contains("error: " + message + "\n")
        .contains("hint: " + hint + "\n");
  }

  private String aboutRelease(String matcher) {
    return new PolicyTexts(folder, Catalog.tables())
        .about("probe: host\nexpect: { os_version: %s }\n".formatted(matcher));
  }

  /// Versions that packages of Debian, Fedora, openSUSE and Alpine have.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1:10.11.19-0+deb12u1",
        "5.10",
        "2024a-0+deb12u1",
        "3.0.7-27.el9",
        "1.0~rc1",
        "20201206^1.git0c78c8329",
        "1.2.3b_rc1~0af-r4",
        "v1.2.3",
        "1:2:3",
        "r12",
        "0.0.x86",
        "1.0_2",
        ">= 0",
        "~ ^3\\\\.",
      })
  void takesEveryVersionOfAManager(String version) {
    assertThat(about(version)).isEmpty();
  }
}
