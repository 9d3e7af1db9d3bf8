package ouroboros.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import ouroboros.random.Key;

/** Against numpy: {@code gold_bags.py}. */
class MultinomialFitTest {
  private static final Key KEY = new Key(5, 0);

  private static MultinomialMixture start() {
    double third = 1.0 / 3;
    return new MultinomialMixture(new double[] {third, third, third}, Bags.words(3), 20);
  }

  @Test
  void reachesTheLogLikelihoodOfPlainExpectationMaximisation() {
    Blocks<BagBlock> bags = Blocks.here(List.of(Bags.of(0, 13), Bags.of(13, 27)));
    MultinomialMixture model = MultinomialFit.fit(bags, start()).model();
    assertThat(MultinomialFit.logLikelihood(bags, model))
        .isCloseTo(-22.524390741320918, within(1e-6 * 22.5));
    assertThat(Arrays.stream(model.weights()).sorted().toArray())
        .containsExactly(new double[] {0.325, 0.325, 0.35}, within(1e-6));
  }

  @Test
  void anyBlocksInAnyOrderFitTheSameBits() throws IOException {
    byte[] one = bytes(MultinomialFit.fit(Blocks.here(List.of(Bags.of(0, 40))), start()).model());
    Blocks<BagBlock> turned = Blocks.here(List.of(Bags.of(17, 23), Bags.of(0, 1), Bags.of(1, 16)));
    assertThat(bytes(MultinomialFit.fit(turned, start()).model())).isEqualTo(one);
  }

  @Test
  void oneComponentHasTheWordsOfTheDocuments() {
    Blocks<BagBlock> bags = Blocks.here(List.of(Bags.of(0, 7)));
    MultinomialMixture start = BagStart.of(Bags.of(0, 7), Bags.TYPES, 1, 20, KEY);
    double[] shares = MultinomialFit.fit(bags, start).model().words().shares();
    long[] counts = new long[Bags.TYPES];
    for (int t = 0; t < bags.first().types().length; t++) {
      counts[bags.first().types()[t]] += bags.first().counts()[t];
    }
    double all = bags.first().tokens();
    for (int w = 0; w < Bags.TYPES; w++) {
      assertThat(shares[w]).isCloseTo(counts[w] / all, within(1e-9));
    }
  }

  @Test
  void aWeightOfTwoIsTheDocumentTwice() throws IOException {
    BagBlock heavy = Bags.of(0, 3).chosen(new int[] {2, 0, 1}, 1);
    List<BagBlock> same = List.of(Bags.of(0, 1), Bags.of(0, 1), Bags.of(2, 1));
    assertThat(bytes(MultinomialFit.fit(Blocks.here(List.of(heavy)), start()).model()))
        .isEqualTo(bytes(MultinomialFit.fit(Blocks.here(same), start()).model()));
  }

  @Test
  void aComponentWithoutADocumentDiesAndIsNeverDrawn() {
    double[] shares = new double[2 * Bags.TYPES];
    Arrays.fill(shares, 0, Bags.TYPES - 1, 1.0 / (Bags.TYPES - 1));
    shares[2 * Bags.TYPES - 1] = 1;
    MultinomialMixture start =
        new MultinomialMixture(new double[] {0.5, 0.5}, new WordTable(Bags.TYPES, shares), 20);
    BagBlock bags = Bags.of(0, 1);
    MultinomialMixture model = MultinomialFit.fit(Blocks.here(List.of(bags)), start).model();
    assertThat(model.weights()).containsExactly(1, 0);
    assertThat(model.words().share(1, Bags.TYPES - 1)).isGreaterThan(0.99);
    Lengths lengths = Lengths.of(Blocks.here(List.of(bags)));
    int[] drawn = model.draw(lengths, KEY, 1, 0, 500).types();
    assertThat(Arrays.stream(drawn).distinct().sorted().toArray())
        .isEqualTo(Arrays.stream(bags.types()).distinct().sorted().toArray());
  }

  @Test
  void documentsWithoutAWordChangeNothing() throws IOException {
    BagBlock empty = new BagBlock(new int[] {0}, new int[0], new int[0], new double[] {1});
    byte[] with =
        bytes(MultinomialFit.fit(Blocks.here(List.of(Bags.of(0, 9), empty)), start()).model());
    assertThat(bytes(MultinomialFit.fit(Blocks.here(List.of(Bags.of(0, 9))), start()).model()))
        .isEqualTo(with);
    assertThat(bytes(MultinomialFit.fit(Blocks.here(List.of(empty)), start()).model()))
        .isEqualTo(bytes(start()));
  }

  @Test
  void componentsBeyondTheDifferentDocumentsStartDead() {
    BagBlock twice = Bags.of(1, 1).chosen(new int[] {2}, 1);
    assertThat(BagStart.of(twice, Bags.TYPES, 3, 20, KEY).weights()).containsExactly(1, 0, 0);
  }

  @Test
  void drawsTheSameUnitsInAnyPieces() {
    Lengths lengths = Lengths.of(Blocks.here(List.of(Bags.of(0, 40))));
    BagBlock whole = start().draw(lengths, KEY, 2, 0, 20);
    BagBlock part = start().draw(lengths, KEY, 2, 15, 1);
    assertThat(part.counts())
        .isEqualTo(Arrays.copyOfRange(whole.counts(), whole.start(15), whole.ends()[15]));
    assertThat(part.types())
        .isEqualTo(Arrays.copyOfRange(whole.types(), whole.start(15), whole.ends()[15]));
  }

  /** 20,000 documents, seed 5: mean length and share of a word within 6 sd, false alarm 1e-8. */
  @Test
  void drawsTheLengthsOfRAndTheWordsOfTheModel() {
    Lengths lengths = Lengths.of(Blocks.here(List.of(Bags.of(0, 40))));
    BagBlock drawn = start().draw(lengths, KEY, 1, 0, 20_000);
    assertThat(drawn.tokens() / 20_000.0).isCloseTo(lengths.mean(), within(6 * 6 / 141.0));
    long first = 0;
    for (int t = 0; t < drawn.types().length; t++) {
      first += drawn.types()[t] == 0 ? drawn.counts()[t] : 0;
    }
    // Components choose a whole document: sd of a document's share of a word about 0.1.
    assertThat(first / (double) drawn.tokens()).isCloseTo(1.0 / 9, within(6 * 0.1 / 141));
  }

  @Test
  void aModelIsReadBackToTheLastBit() throws IOException {
    byte[] bytes = bytes(start());
    assertThat(bytes(MultinomialMixture.read(in(bytes)))).isEqualTo(bytes);
  }

  static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  static byte[] bytes(Mixture<?> model) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    model.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }
}
