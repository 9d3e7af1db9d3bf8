package ouroboros.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.experiment.Manifest;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.text.Vocabulary;

/** The few sentences of every generation that a person is shown: the same numbers each time. */
final class Showcase {
  private static final int SHOWN = 8;

  private final JavaSparkContext spark;
  private final Storage storage;
  private final RealText text;
  private final Vocabulary vocabulary;
  private final long[] units;

  /**
   * @param below the least number of units that a generation has
   */
  Showcase(
      JavaSparkContext spark,
      Storage storage,
      RealText text,
      Vocabulary vocabulary,
      long seed,
      long below) {
    this.spark = spark;
    this.storage = storage;
    this.text = text;
    this.vocabulary = vocabulary;
    KeyedStream random = new Key(seed, 0).stream(0, Purpose.SHOW, 0);
    this.units =
        random
            .longs()
            .map(u -> ouroboros.random.Philox.unsignedMultiplyHigh(u, below))
            .distinct()
            .limit(Math.min(SHOWN, below))
            .sorted()
            .toArray();
  }

  /** Sentences of R. */
  List<Manifest.Sample> real() {
    return samples(text.sentences(units));
  }

  /** The same numbers of S_g. */
  List<Manifest.Sample> synthetic(DrawTask.Corpus corpus) {
    Storage files = storage;
    long[] wanted = units;
    List<int[]> drawn =
        spark
            .parallelize(List.of(0), 1)
            .flatMap(one -> draw(corpus, files, wanted).iterator())
            .collect();
    return samples(drawn);
  }

  private static List<int[]> draw(DrawTask.Corpus corpus, Storage storage, long[] units) {
    TreeMap<Long, int[]> sentences = new TreeMap<>();
    for (long unit : units) {
      corpus
          .drawer(storage)
          .draw(
              unit,
              unit + 1,
              (number, tokens, start, end) ->
                  sentences.put(number, Arrays.copyOfRange(tokens, start, end)));
    }
    return new ArrayList<>(sentences.values());
  }

  private List<Manifest.Sample> samples(List<int[]> sentences) {
    List<Manifest.Sample> samples = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i++) {
      samples.add(new Manifest.Sample(units[i], words(vocabulary, sentences.get(i))));
    }
    return samples;
  }

  /** A sentence as words parted by spaces. */
  static String words(Vocabulary vocabulary, int[] sentence) {
    return Arrays.stream(sentence).mapToObj(vocabulary::word).collect(Collectors.joining(" "));
  }
}
