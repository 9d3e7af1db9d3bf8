package ouroboros.ngram.population;

import java.util.List;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.ngram.sampling.SamplerCompiler;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.random.Key;

/** Models of a few words, and their generations drawn in both ways. */
final class SmallModels {
  static final int WORDS = 9;

  /** Every sentence ends after at most four words. */
  static final List<int[]> FINITE =
      List.of(
          new int[] {3, 4, 5},
          new int[] {3, 4, 6, 5},
          new int[] {4, 6, 5},
          new int[] {3, 5},
          new int[] {4, 5},
          new int[] {4, 6});

  /** Words repeat, so sentences of every length can be drawn. */
  static final List<int[]> LOOPS =
      List.of(
          new int[] {3, 4, 3, 4, 5},
          new int[] {3, 3, 4},
          new int[] {4, 5, 4, 5, 3},
          new int[] {5, 5, 5},
          new int[] {3, 4, 5, 3, 4},
          new int[] {});

  private SmallModels() {}

  static KeyLayout layout(int order) {
    return KeyLayout.of(order, WORDS);
  }

  static CountRun count(List<int[]> sentences, int order) {
    NgramCounter counter = new NgramCounter(layout(order), 1024);
    sentences.forEach(sentence -> counter.add(sentence, 0, sentence.length));
    return counter.finish();
  }

  static DecodedModel model(List<int[]> sentences, int order, Decoding decoding) {
    return model(count(sentences, order), decoding);
  }

  static DecodedModel model(CountRun table, Decoding decoding) {
    Sampler plain =
        SamplerCompiler.compile(table, table.layout().order(), new Smoothing.None(), null);
    return DecodedModel.of(plain, decoding, false);
  }

  static PopulationCounts population(
      DecodedModel model, long replicate, long sentences, int maxLength) {
    return TextPopulation.draw(
        model.sampler(),
        layout(model.sampler().order()),
        new PopulationDraw(new Key(1, replicate), 1, 0, sentences, maxLength, false));
  }

  static CountRun oneByOne(DecodedModel model, long replicate, long sentences, int maxLength) {
    NgramCounter counter = new NgramCounter(layout(model.sampler().order()), 1024);
    model.drawer(2, replicate, 1, maxLength).draw(0, sentences, counter);
    return counter.finish();
  }

  /** The sum of all counts. */
  static double total(CountRun run) {
    double total = 0;
    for (int i = 0; i < run.size(); i++) {
      total += run.counts()[i];
    }
    return total;
  }

  /** The whole table as a text: a category of the law of tables. */
  static String text(CountRun run) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < run.size(); i++) {
      for (int p = run.layout().order() - 1; p >= 0; p--) {
        text.append(run.layout().token(run.keys(), i, p));
      }
      text.append('x').append(run.counts()[i]).append(' ');
    }
    return text.toString();
  }
}
