package ouroboros.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> KNOWN = List.of("real", "total", "order-by", "kind");

  @Test
  void findsOneSlip() {
    assertThat(NearestName.of("reel", KNOWN)).isEqualTo("real");
    assertThat(NearestName.of("rael", KNOWN)).isEqualTo("real");
    assertThat(NearestName.of("orderby", KNOWN)).isEqualTo("order-by");
    assertThat(NearestName.of("totl", KNOWN)).isEqualTo("total");
  }

  @Test
  void findsNothingFar() {
    assertThat(NearestName.of("colour", KNOWN)).isNull();
    assertThat(NearestName.of("", KNOWN)).isNull();
    assertThat(NearestName.of("x".repeat(1000), KNOWN)).isNull();
  }

  @Test
  void ranksAllNamesByDistanceThenByName() {
    assertThat(NearestName.ranked("Txet", List.of("url", "id", "text", "next", "TEXT")))
        .containsExactly("TEXT", "text", "next", "id", "url");
  }

  @ParameterizedTest
  @CsvSource({"kitten,sitting,3", "ca,abc,3", "abcd,badc,2", "a,a,0", "'',abc,3", "abc,'',3"})
  void countsInsertionsDeletionsReplacementsAndSwapsOfNeighbours(String a, String b, int edits) {
    assertThat(NearestName.distance(a, b)).isEqualTo(edits);
    assertThat(NearestName.distance(b, a)).isEqualTo(edits);
  }

  @Test
  void prefersTheFirstOfEquals() {
    assertThat(NearestName.of("ax", List.of("ab", "ac"))).isEqualTo("ab");
  }
}
