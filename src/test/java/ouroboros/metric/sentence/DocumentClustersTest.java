package ouroboros.metric.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.mixture.Blocks;
import ouroboros.mixture.DocumentBlock;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/** Clusters of documents by their words. */
class DocumentClustersTest {
  private static final int IDS = 60;
  private static final int LENGTH = 200;
  private static final Key KEY = new Key(3, 0);

  /** Documents i % 3 = c prefer the words c, c + 3, ..: nine in ten; [from, to). */
  private static DocumentBlock block(int from, int to) {
    int n = to - from;
    int[] tokens = new int[n * LENGTH];
    int[] ends = new int[n];
    int[] documents = new int[n];
    for (int i = 0; i < n; i++) {
      KeyedStream random = KEY.stream(1, Purpose.TRUTH, from + i);
      for (int t = 0; t < LENGTH; t++) {
        int third = random.below(10) == 0 ? (int) random.below(3) : (from + i) % 3;
        tokens[i * LENGTH + t] = third + 3 * (int) random.below(IDS / 3);
      }
      ends[i] = (i + 1) * LENGTH;
      documents[i] = i + 1;
    }
    return new DocumentBlock(tokens, ends, documents, new int[n], new long[n]);
  }

  @Test
  void findsWhatTheDocumentsAreAbout() {
    DocumentClusters.Found found =
        DocumentClusters.of(Blocks.here(List.of(block(0, 90))), 3, IDS, KEY);
    int[] labels = found.labels();
    for (int i = 3; i < labels.length; i++) {
      assertThat(labels[i]).isEqualTo(labels[i % 3]);
    }
    assertThat(Arrays.stream(labels).distinct().count()).isEqualTo(3);
    assertThat(DocumentClusters.labels(found.model(), block(90, 120)))
        .isEqualTo(Arrays.copyOf(labels, 30));
  }

  @Test
  void aFitIsTheSameInAnyBlocksBehindTheFirst() {
    List<DocumentBlock> many = new ArrayList<>(List.of(block(0, 30)));
    for (int from = 30; from < 90; from += 10) {
      many.add(block(from, from + 10));
    }
    int[] few =
        DocumentClusters.of(Blocks.here(List.of(block(0, 30), block(30, 90))), 4, IDS, KEY)
            .labels();
    assertThat(DocumentClusters.of(Blocks.here(many), 4, IDS, KEY).labels()).isEqualTo(few);
  }

  @Test
  void oneClusterHasAll() {
    assertThat(DocumentClusters.of(Blocks.here(List.of(block(0, 9))), 1, IDS, KEY).labels())
        .containsOnly(0);
  }
}
