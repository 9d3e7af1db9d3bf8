package ouroboros.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {
  /** From FIPS 180-4's examples: {@code printf abc | sha256sum}. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void isTheHashOfTheStandard() {
    assertThat(Sha256.hex("abc")).isEqualTo(ABC);
    assertThat(Sha256.hex("abc".getBytes(UTF_8))).isEqualTo(ABC);
    assertThat(Sha256.bytes("abc".getBytes(UTF_8))).isEqualTo(HexFormat.of().parseHex(ABC));
    assertThat(Sha256.hex(""))
        .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void piecesGiveTheHashOfTheWholeAndTheDigestStartsAgain() {
    MessageDigest digest = Sha256.digest();
    for (int time = 0; time < 2; time++) {
      digest.update("a".getBytes(UTF_8));
      digest.update("bc".getBytes(UTF_8));
      assertThat(Sha256.hex(digest)).isEqualTo(ABC);
    }
  }

  @Test
  void aTextIsHashedInUtf8() {
    assertThat(Sha256.hex("ö")).isEqualTo(Sha256.hex(new byte[] {(byte) 0xC3, (byte) 0xB6}));
  }
}
