package ouroboros.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.random.Key;

/** Against scipy: {@code gold_bags.py}. */
class TopicMixtureTest {
  private static final TopicMixture MODEL =
      new TopicMixture(new double[] {0.4, 0.4, 0.4}, Bags.words(3), 20);

  @Test
  void boundsTheLogLikelihoodAsPlainVariationalBayesDoes() {
    Blocks<BagBlock> bags = Blocks.here(List.of(Bags.of(0, 13), Bags.of(13, 27)));
    assertThat(TopicBound.mean(bags, MODEL)).isCloseTo(-26.493917114933474, within(1e-4));
  }

  @Test
  void weightsAreTheTopicsOfAMeanDocument() {
    TopicMixture model = new TopicMixture(new double[] {3, 1}, Bags.words(2), 20);
    assertThat(model.weights()).containsExactly(0.75, 0.25);
  }

  /** 20,000 documents, seed 6: the share of a word within 6 sd, false alarm 1e-8. */
  @Test
  void drawsTheWordsOfItsTopics() {
    TopicMixture model =
        new TopicMixture(
            new double[] {0.3, 0.1}, new WordTable(3, new double[] {0.5, 0.5, 0, 0, 0, 1}), 20);
    Lengths lengths = new Lengths(new long[] {50}, new long[] {1});
    BagBlock drawn = model.draw(lengths, new Key(6, 0), 1, 0, 20_000);
    long last = 0;
    long whole = 0;
    for (int t = 0; t < drawn.types().length; t++) {
      last += drawn.types()[t] == 2 ? drawn.counts()[t] : 0;
      whole += drawn.types()[t] == 2 && drawn.counts()[t] == 50 ? 1 : 0;
    }
    // Beta(0.1, 0.3): sd of a document's share 0.366
    assertThat(last / (double) drawn.tokens()).isCloseTo(0.25, within(6 * 0.37 / 141));
    assertThat(whole).isGreaterThan(1000);
  }

  @Test
  void aModelIsReadBackToTheLastBit() throws IOException {
    byte[] bytes = MultinomialFitTest.bytes(MODEL);
    assertThat(MultinomialFitTest.bytes(TopicMixture.read(MultinomialFitTest.in(bytes))))
        .isEqualTo(bytes);
  }
}
