package ouroboros.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names that a process can and cannot express. */
class NameEncodingTest {
  private static final NameEncoding POSIX =
      new NameEncoding(StandardCharsets.US_ASCII, Map.of("LC_ALL", "POSIX", "LANG", "de_DE.UTF-8"));

  @Test
  void asciiIsFineEverywhere() {
    assertThat(POSIX.problem("/data/a b#c.txt")).isNull();
  }

  @Test
  void whatTheLocaleCannotExpressIsRefusedWithItsName() {
    assertThat(POSIX.problem("größe.yaml"))
        .contains("\"größe.yaml\"")
        .contains("LC_ALL=POSIX")
        .contains("US-ASCII")
        .endsWith("start it with LC_ALL=C.UTF-8");
    assertThat(new NameEncoding(StandardCharsets.US_ASCII, Map.of()).problem("корпус"))
        .contains("no LC_ALL, LC_CTYPE or LANG");
  }

  @Test
  void whatWasLostWhenTheArgumentsWereReadIsRefused() {
    assertThat(POSIX.problem("gr\uFFFD\uFFFDe.yaml")).isNotNull();
  }

  @Test
  void anEncodingThatHasTheCharactersServes() {
    NameEncoding latin = new NameEncoding(StandardCharsets.ISO_8859_1, Map.of());
    assertThat(latin.problem("größe")).isNull();
    assertThat(latin.problem("корпус")).isNotNull();
    assertThat(new NameEncoding(StandardCharsets.UTF_8, Map.of()).problem("корпус")).isNull();
  }
}
