package ouroboros.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> KNOWN = List.of("real", "total", "order-by", "kind");

  @Test
  void findsOneSlip() {
    assertThat(Nearest.of("reel", KNOWN)).isEqualTo("real");
    assertThat(Nearest.of("rael", KNOWN)).isEqualTo("real");
    assertThat(Nearest.of("orderby", KNOWN)).isEqualTo("order-by");
    assertThat(Nearest.of("totl", KNOWN)).isEqualTo("total");
  }

  @Test
  void findsNothingFar() {
    assertThat(Nearest.of("colour", KNOWN)).isNull();
    assertThat(Nearest.of("", KNOWN)).isNull();
    assertThat(Nearest.of("x".repeat(1000), KNOWN)).isNull();
  }

  @Test
  void prefersTheFirstOfEquals() {
    assertThat(Nearest.of("ax", List.of("ab", "ac"))).isEqualTo("ab");
  }
}
