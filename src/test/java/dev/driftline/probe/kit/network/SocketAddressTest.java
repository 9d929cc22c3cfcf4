package dev.driftline.probe.kit.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketAddressTest {

  @ParameterizedTest
  @CsvSource({
    "0100007F:0CEA, 127.0.0.1:3306",
    "0603007F:A010, 127.0.3.6:40976",
    "00000000000000000000000001000000:0016, [::1]:22",
    "0000000000000000FFFF00000100007F:1F90, 127.0.0.1:8080",
    "B80D0120000000000000000001000000:0050, [2001:db8::1]:80",
    "00000000000000000000000000000000:0000, [::]:0",
  })
  void readsLittleEndianWords(String hex, String expected) {
    assertThat(SocketAddress.ofHex(hex, false)).map(SocketAddress::toString).contains(expected);
  }

  @Test
  void readsBigEndianWords() {
    assertThat(SocketAddress.ofHex("7F000001:0CEA", true))
        .map(SocketAddress::toString)
        .contains("127.0.0.1:3306");
  }

  @ParameterizedTest
  @CsvSource({"0100007F", "0100007F:0CE", "0100007G:0CEA", "01:0CEA", "-1000000:0CEA", "''"})
  void refusesWhatIsNoAddress(String hex) {
    assertThat(SocketAddress.ofHex(hex, false)).isEqualTo(Optional.empty());
  }
}
