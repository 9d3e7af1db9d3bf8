package ouroboros.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.random.Key;

/** Against scikit-learn: {@code gold_vectors.py}. */
class FeaturesTest {
  private static final int TYPES = 9;
  private static final Key KEY = new Key(3, 0);

  @Test
  void weighsLikeTfidfTransformer() {
    BagBlock bags = bags(0, 12);
    double[] weights = TfIdf.fit(Blocks.here(List.of(bags)), TYPES).weights(bags);
    double[] second = Arrays.copyOfRange(weights, bags.start(1), bags.ends()[1]);
    assertThat(second)
        .containsExactly(
            new double[] {
              0.37517108211363354, 0.17211429218063976, 0.7503421642272671, 0.5163428765419192
            },
            within(1e-14));
  }

  @Test
  void reducesLikeTruncatedSvd() {
    Blocks<BagBlock> documents = Blocks.here(List.of(bags(0, 5), bags(5, 7)));
    TfIdf weights = TfIdf.fit(documents, TYPES);
    VectorBlock rows = SingularVectors.fit(documents, weights, 3, KEY).rows(bags(0, 12), weights);
    double[] found = new double[6];
    for (int a = 0; a < 3; a++) {
      found[a] = Math.abs(rows.rows()[a]);
      found[3 + a] = Math.abs(rows.rows()[15 + a]);
    }
    assertThat(found)
        .containsExactly(
            new double[] {
              0.6299995449217438,
              0.3386108319756198,
              0.001691817050592903,
              0.6004935059650294,
              0.47752609240241406,
              0.12221622630490842
            },
            within(1e-9));
  }

  @Test
  void theDimensionEndsAtTheRank() {
    BagBlock twice = bags(1, 1).chosen(new int[] {1}, 1);
    Blocks<BagBlock> documents = Blocks.here(List.of(twice, twice));
    SingularVectors vectors = SingularVectors.fit(documents, TfIdf.fit(documents, TYPES), 4, KEY);
    assertThat(vectors.d()).isEqualTo(1);
  }

  @Test
  void aDocumentWithoutAKnownWordIsZero() {
    Blocks<BagBlock> documents = Blocks.here(List.of(bags(0, 12)));
    TfIdf weights = TfIdf.fit(documents, TYPES);
    BagBlock empty = new BagBlock(new int[] {0}, new int[0], new int[0], new double[] {1});
    assertThat(SingularVectors.fit(documents, weights, 2, KEY).rows(empty, weights).rows())
        .containsExactly(0, 0);
    assertThat(empty.empty()).isEqualTo(1);
  }

  /** Document i holds type w (7 i + 3 w) mod 5 times, unless i + w is a multiple of 3. */
  private static BagBlock bags(int from, int count) {
    List<Integer> tokens = new ArrayList<>();
    int[] ends = new int[count];
    for (int i = 0; i < count; i++) {
      for (int w = 0; w < TYPES; w++) {
        int times = (from + i + w) % 3 == 0 ? 0 : ((from + i) * 7 + w * 3) % 5;
        for (int t = 0; t < times; t++) {
          tokens.add(w);
        }
      }
      ends[i] = tokens.size();
    }
    int[] sentences = ends.clone();
    int[] documents = new int[count];
    Arrays.setAll(documents, i -> i + 1);
    return BagBlock.of(
        new DocumentBlock(
            tokens.stream().mapToInt(Integer::intValue).toArray(),
            sentences,
            documents,
            new int[count],
            new long[count]),
        0,
        TYPES);
  }
}
