package ouroboros.spark.count;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.Manifest;
import ouroboros.experiment.store.SealedFile;
import ouroboros.ngram.count.KeyRanges;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.spark.cluster.Jobs;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.spark.text.RealText;
import ouroboros.text.Vocabulary;

/**
 * The few sentences of every generation that the report shows: the same sentence numbers in each
 * generation. Marked are the words of R's sentences that S_g has lost, and the n-grams of the drawn
 * sentences that occur in no real text.
 */
public final class SampleSentences {
  private static final int SHOWN = 8;

  /** Characters; the JSON of a manifest holds no text of 20 million. */
  private static final int LONGEST = 16_000_000;

  private final JavaSparkContext spark;
  private final Storage storage;
  private final Vocabulary vocabulary;
  private final KeyRanges ranges;
  private final CountTable real;
  private final int order;
  private final long[] units;
  private final List<int[]> originals;

  /**
   * @param real R's counts
   * @param order highest n of n-grams that are looked up
   * @param below units of the smallest generation; the numbers are below it
   */
  public SampleSentences(
      JavaSparkContext spark,
      Storage storage,
      RealText text,
      Vocabulary vocabulary,
      KeyRanges ranges,
      CountTable real,
      int order,
      long seed,
      long below) {
    this.spark = spark;
    this.storage = storage;
    this.vocabulary = vocabulary;
    this.ranges = ranges;
    this.real = real;
    this.order = order;
    this.units = units(seed, below);
    this.originals = text.sentences(units);
  }

  /** The numbers of the sentences that are shown, ascending. */
  public static long[] units(long seed, long below) {
    KeyedStream random = new Key(seed, 0).stream(0, Purpose.SHOW, 0);
    return random
        .longs()
        .map(u -> ouroboros.random.Philox.unsignedMultiplyHigh(u, below))
        .distinct()
        .limit(Math.min(SHOWN, below))
        .sorted()
        .toArray();
  }

  /** Sentences of R. */
  public List<Manifest.Sample> real() {
    List<Manifest.Sample> samples = new ArrayList<>();
    for (int i = 0; i < units.length; i++) {
      samples.add(Manifest.Sample.of(units[i], words(vocabulary, originals.get(i))));
    }
    return samples;
  }

  /**
   * The sentences of S_g with the same numbers.
   *
   * @param drawn S_g's counts
   * @param otherReal the other real text used so far
   */
  public List<Manifest.Sample> synthetic(
      SyntheticCorpus corpus, CountTable drawn, List<CountTable> otherReal) {
    List<CountTable> known = new ArrayList<>(List.of(real));
    known.addAll(otherReal);
    List<SampleSentencesTask> tasks = new ArrayList<>();
    for (int[] some : parts()) {
      List<SealedFile> subject = drawn.ranges().subList(some[0], some[1]);
      tasks.add(
          new SampleSentencesTask(
              corpus,
              units,
              originals,
              ranges,
              some[0],
              List.copyOf(subject),
              files(known, some),
              order));
    }
    Storage files = storage;
    List<SampleSentencesTask.Shown> shown = Jobs.each(spark, tasks, task -> task.run(files));
    List<int[]> sentences = shown.get(0).sentences();
    Map<Integer, Integer> lacking = new HashMap<>();
    shown.forEach(part -> part.lost().forEach(token -> lacking.merge(token, 1, Integer::sum)));
    Set<Integer> lost = new HashSet<>();
    lacking.forEach(
        (token, in) -> {
          if (in == ranges.last(token) - ranges.of(token) + 1) {
            lost.add(token);
          }
        });
    List<Manifest.Sample> samples = new ArrayList<>();
    for (int i = 0; i < sentences.size(); i++) {
      samples.add(sample(i, sentences.get(i), lost, shown));
    }
    return samples;
  }

  /** The first range of each task and one more than its last. A task for each core is enough. */
  private List<int[]> parts() {
    int tasks = Math.min(ranges.size(), spark.defaultParallelism());
    List<int[]> parts = new ArrayList<>();
    for (long i = 0; i < tasks; i++) {
      parts.add(
          new int[] {(int) (i * ranges.size() / tasks), (int) ((i + 1) * ranges.size() / tasks)});
    }
    return parts;
  }

  private static List<List<SealedFile>> files(List<CountTable> tables, int[] some) {
    List<List<SealedFile>> files = new ArrayList<>();
    for (int range = some[0]; range < some[1]; range++) {
      int at = range;
      files.add(tables.stream().map(table -> table.ranges().get(at)).toList());
    }
    return files;
  }

  /** [sentences] The n-grams of sentences that R lacks, the shortest at each position. */
  public List<List<String>> novel(List<int[]> sentences) {
    List<NovelGramsTask> tasks = new ArrayList<>();
    for (int[] some : parts()) {
      List<List<SealedFile>> known = files(List.of(real), some);
      tasks.add(new NovelGramsTask(sentences, ranges, some[0], known, order));
    }
    Storage files = storage;
    List<SampleSentencesTask.Gram> found =
        Jobs.each(spark, tasks, task -> task.run(files)).stream()
            .flatMap(part -> part.grams().stream())
            .sorted()
            .toList();
    List<Set<String>> grams = new ArrayList<>();
    sentences.forEach(sentence -> grams.add(new LinkedHashSet<>()));
    for (SampleSentencesTask.Gram gram : found) {
      int[] sentence = sentences.get(gram.sentence());
      grams
          .get(gram.sentence())
          .add(words(vocabulary, Arrays.copyOfRange(sentence, gram.from(), gram.to())));
    }
    return grams.stream().map(List::copyOf).toList();
  }

  /** The same samples, with what safeguards did to their units. */
  public List<Manifest.Sample> judged(List<Manifest.Sample> samples, List<GateJobs.Fate> fates) {
    List<Manifest.Sample> judged = new ArrayList<>();
    for (Manifest.Sample sample : samples) {
      judged.add(
          fates.stream()
              .filter(fate -> fate.unit() == sample.unit() && !fate.events().isEmpty())
              .findFirst()
              .map(fate -> sample.with(judged(fate)))
              .orElse(sample));
    }
    return judged;
  }

  private Manifest.Judged judged(GateJobs.Fate fate) {
    int[] passed = fate.passed();
    return new Manifest.Judged(
        fate.events().stream()
            .map(
                event ->
                    new Manifest.Decision(
                        event.gate(),
                        event.kind(),
                        words(vocabulary, event.sentence()),
                        event.changed() == null ? null : words(vocabulary, event.changed())))
            .toList(),
        passed == null ? null : words(vocabulary, passed));
  }

  private Manifest.Sample sample(
      int i, int[] sentence, Set<Integer> lost, List<SampleSentencesTask.Shown> shown) {
    List<String> gone =
        Arrays.stream(originals.get(i))
            .filter(lost::contains)
            .distinct()
            .mapToObj(vocabulary::word)
            .toList();
    List<String> novel =
        shown.stream()
            .flatMap(part -> part.novel().stream())
            .filter(gram -> gram.sentence() == i)
            .sorted()
            .map(gram -> words(vocabulary, Arrays.copyOfRange(sentence, gram.from(), gram.to())))
            .distinct()
            .toList();
    return new Manifest.Sample(units[i], words(vocabulary, sentence), gone, novel, null);
  }

  /**
   * A sentence as words separated by spaces. A model can draw a sentence that is much longer than
   * any real one; only its start is shown.
   */
  public static String words(Vocabulary vocabulary, int[] sentence) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < sentence.length && words.length() <= LONGEST; i++) {
      words.append(i == 0 ? "" : " ").append(vocabulary.word(sentence[i]));
    }
    return words.length() <= LONGEST ? words.toString() : words.substring(0, LONGEST) + " [..]";
  }
}
