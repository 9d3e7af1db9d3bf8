package ouroboros.text.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import ouroboros.text.CorpusException;

class CountsOfCountsTest {
  private static CountsOfCounts read(String text) throws IOException {
    return CountsOfCounts.read(
        "c.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aTableIsReadWithCommasTabsOrSpaces() throws IOException {
    CountsOfCounts counts = read("\uFEFFcount, types\r\n1,500\r\n\n# rare\n2\t100\n  7   3\n");
    assertThat(counts.types()).isEqualTo(Map.of(1L, 500L, 2L, 100L, 7L, 3L));
    assertThat(counts.tokens()).isEqualTo(721);
  }

  @Test
  void everyWrongLineIsNamed() {
    assertThatThrownBy(() -> read("count,types\n1,5\n0,3\n2,x\n1,7\n3\n4,-1\n"))
        .isInstanceOfSatisfying(
            CorpusException.class,
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "c.csv:3: \"0,3\" is not a count and how many types have it, two whole"
                            + " numbers of at least 1",
                        "c.csv:4: \"2,x\" is not a count and how many types have it, two whole"
                            + " numbers of at least 1",
                        "c.csv:5: count 1 was there before; each has one line",
                        "c.csv:6: \"3\" is not a count and how many types have it, two whole"
                            + " numbers of at least 1",
                        "c.csv:7: \"4,-1\" is not a count and how many types have it, two whole"
                            + " numbers of at least 1"));
  }

  @Test
  void nothingAndTooMuchAreRefused() {
    assertThatThrownBy(() -> read("count,types\n")).hasMessageContaining("no line with a count");
    assertThatThrownBy(() -> read("4000000000,4000000000\n"))
        .hasMessageContaining("at most 2^60 are possible");
  }
}
