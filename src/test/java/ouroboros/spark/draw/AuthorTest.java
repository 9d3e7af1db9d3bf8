package ouroboros.spark.draw;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import ouroboros.experiment.store.CountTable;
import ouroboros.ngram.Smoothings;
import ouroboros.ngram.Texts;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.ngram.sampling.SamplerCompiler;
import ouroboros.ngram.sampling.SentenceDrawer;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/** Several authors of one model: the first draws what a run with one model draws. Seed 7. */
class AuthorTest {
  private static final Key KEY = new Key(7, 3);
  private static final int SENTENCES = 200;
  private static final int LONGEST = 30;

  /** Unigrams of eight words: two authors agree in a sentence of ten words by chance of 1e-9. */
  private static final DecodedModel MODEL =
      DecodedModel.of(
          SamplerCompiler.compile(
              Texts.count(KeyLayout.of(1, 64), Smoothings.corpus(5, 60, 8, 9)),
              1,
              Smoothings.of("none"),
              null));

  private static List<List<Integer>> drawn(SentenceDrawer drawer) {
    List<List<Integer>> sentences = new ArrayList<>();
    SentenceSink sink =
        (unit, tokens, start, end) ->
            sentences.add(Arrays.stream(tokens, start, end).boxed().toList());
    drawer.draw(0, SENTENCES, sink);
    return sentences;
  }

  private static List<List<Integer>> drawn(Source.Synthetic source) {
    ModelRef nowhere =
        new ModelRef(new CountTable(List.of(), 0, 0, 0, 1), 1, Smoothings.of("none"), 0);
    return drawn(
        new DrawTask.Corpus(nowhere, Decoding.NONE, KEY, source, LONGEST, true, null)
            .drawer(MODEL));
  }

  @Test
  void theFirstAuthorDrawsWhatARunWithOneModelDraws() {
    for (int g : new int[] {1, 2, 77}) {
      List<List<Integer>> alone = drawn(MODEL.drawer(KEY.seed(), KEY.replicate(), g, LONGEST));
      assertThat(drawn(new Source.Synthetic(g))).isEqualTo(alone);
      assertThat(drawn(new Source.Synthetic(0, g))).isEqualTo(alone);
    }
  }

  @Test
  void authorsAndGenerationsDrawOnTheirOwn() {
    Set<List<List<Integer>>> different = new HashSet<>();
    for (int author = 0; author < 4; author++) {
      for (int g = 1; g <= 4; g++) {
        different.add(drawn(new Source.Synthetic(author, g)));
      }
    }
    assertThat(different).hasSize(16);
  }

  /** The counter's generation word is j for the first author, author x 2^32 + j for another. */
  @Test
  void theWordOfASourceChoosesItsRandomNumbers() {
    Set<Long> first = new HashSet<>();
    for (int author = 0; author < 3; author++) {
      for (int g = 1; g <= 3; g++) {
        KeyedStream stream = KEY.stream(new Source.Synthetic(author, g).word(), Purpose.DRAW, 17);
        KeyedStream expected = KeyedStream.of(7, 3, author * 4_294_967_296L + g, Purpose.DRAW, 17);
        for (int i = 0; i < 5; i++) {
          long number = stream.nextLong();
          assertThat(number).isEqualTo(expected.nextLong());
          first.add(number);
        }
      }
    }
    assertThat(first).hasSize(45);
  }
}
