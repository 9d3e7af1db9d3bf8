package ouroboros.spark.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InvalidClassException;
import java.net.URL;
import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.spark.corpus.BlockRef;

/** Results of tasks are read under the filter. */
class PackedTest {
  @Test
  void resultsOfOursAreRead() {
    for (Object each :
        List.of(new BlockRef("a", 1, 2, 3, 4, 5), new double[][][] {{{1.5}}}, List.of("a"))) {
      assertThat(Packed.open(Packed.of(each))).isEqualTo(each);
    }
  }

  @Test
  void objectsOfOthersAreRefusedBeforeTheyAreMade() throws Exception {
    for (Object foreign : List.of(new URL("https://example.org"), new java.io.File("x"))) {
      byte[] bytes = Packed.of(foreign);
      assertThatThrownBy(() -> Packed.open(bytes))
          .as(foreign.toString())
          .hasCauseInstanceOf(InvalidClassException.class)
          .hasMessageContaining("REJECTED");
    }
  }
}
