package ouroboros.spark.text;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.UnitSizes;
import ouroboros.experiment.expect.TextLaws;
import ouroboros.law.Census;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;

/**
 * Counts what a forecast needs to know about the real text: one job over R, and one over the
 * reserve if training sets take slices of it, or over R if members start from parts of it.
 *
 * <p>The jobs count pairs (number, type of R). In the first the number says how often one sentence
 * contains the type; in the others it is the number of the slice. Input order: none; integer counts
 * are added and nothing else. Cost: linear in the tokens of R and of the reserve, and in slices x
 * sentences of the reserve.
 */
public final class RealCensus {
  /** The layout of a number and a type. */
  private static final KeyLayout PAIRS = KeyLayout.ofBits(2, 31);

  private static final KeyLayout TYPES = KeyLayout.ofBits(1, 31);
  private static final int BUFFERED = 1 << 14;
  private static final int TREE = 3;

  private final JavaSparkContext spark;
  private final int firstElsewhere;

  private RealCensus(JavaSparkContext spark, Vocabulary vocabulary) {
    this.spark = spark;
    this.firstElsewhere = vocabulary.realEnd();
  }

  /** The counts for the slices of {@link TextLaws#slices}. */
  public static Census of(
      Experiment experiment, UnitSizes sizes, JavaSparkContext spark, CorpusReader corpus) {
    return TextLaws.slices(experiment, sizes)
        .map(slices -> of(slices, spark, corpus))
        .orElse(Census.none());
  }

  private static Census of(
      Set<ouroboros.policy.RecipeLine> slices, JavaSparkContext spark, CorpusReader corpus) {
    Vocabulary vocabulary = corpus.vocabulary();
    RealCensus census = new RealCensus(spark, vocabulary);
    RealText text = new RealText(spark, corpus, spark.broadcast(vocabulary));
    Map<ouroboros.policy.RecipeLine, Census.Occurrences> counted = new HashMap<>();
    for (Part part : List.of(Part.REAL, Part.RESERVE)) {
      List<ouroboros.policy.RecipeLine> own =
          slices.stream()
              .filter(slice -> slice.source() instanceof Source.Reserve == (part == Part.RESERVE))
              .toList();
      if (!own.isEmpty()) {
        counted.putAll(census.slices(own, text, corpus.blocks(part)));
      }
    }
    return new Census(census.inSentences(corpus.blocks(Part.REAL)), counted);
  }

  /** The counts of R alone, without a reserve. */
  public static Census ofReal(JavaSparkContext spark, List<BlockRef> real, Vocabulary vocabulary) {
    return new Census(new RealCensus(spark, vocabulary).inSentences(real), Map.of());
  }

  private SortedMap<Integer, Census.Occurrences> inSentences(List<BlockRef> real) {
    int elsewhere = firstElsewhere;
    return byNumber(count(real, (block, into) -> inSentences(block, elsewhere, into)));
  }

  /** Counts (m, type): sentences that contain the type m times. */
  private static void inSentences(SentenceBlock block, int firstElsewhere, Counters into) {
    int[] type = new int[1];
    for (int i = 0; i < block.sentences(); i++) {
      int[] sentence = block.sentence(i);
      Arrays.sort(sentence);
      for (int from = 0, to; from < sentence.length; from = to) {
        type[0] = sentence[from];
        to = from + 1;
        while (to < sentence.length && sentence[to] == type[0]) {
          to++;
        }
        if (isOfR(type[0], firstElsewhere)) {
          into.of(to - from).add(type, 0, 1);
        }
      }
    }
  }

  private Map<ouroboros.policy.RecipeLine, Census.Occurrences> slices(
      List<ouroboros.policy.RecipeLine> slices, RealText text, List<BlockRef> blocks) {
    int elsewhere = firstElsewhere;
    List<BlockTask.Chooser> choosers =
        slices.stream().map(slice -> text.chooser(slice, new Key(0, 0))).toList();
    Map<Integer, Census.Occurrences> found =
        byNumber(count(blocks, (block, into) -> inSlices(block, choosers, elsewhere, into)));
    Map<ouroboros.policy.RecipeLine, Census.Occurrences> counted = new HashMap<>();
    for (int k = 0; k < slices.size(); k++) {
      counted.put(
          slices.get(k), found.getOrDefault(k, new Census.Occurrences(new int[0], new long[0])));
    }
    return counted;
  }

  /** Counts (slice, type): occurrences of the type in the slice. */
  private static void inSlices(
      SentenceBlock block, List<BlockTask.Chooser> choosers, int firstElsewhere, Counters into) {
    int[] times = new int[block.sentences()];
    for (int k = 0; k < choosers.size(); k++) {
      Arrays.fill(times, 0);
      choosers.get(k).multiplicities(block, times);
      for (int i = 0; i < times.length; i++) {
        if (times[i] > 0) {
          int[] ofReal =
              Arrays.stream(block.sentence(i)).filter(t -> isOfR(t, firstElsewhere)).toArray();
          into.of(k).add(ofReal, 0, ofReal.length);
        }
      }
    }
  }

  private static boolean isOfR(int type, int firstElsewhere) {
    return type >= Vocabulary.FIRST_WORD && type < firstElsewhere;
  }

  /** One counter of types for each number. */
  private static final class Counters {
    private final TreeMap<Integer, NgramCounter> byNumber = new TreeMap<>();

    NgramCounter of(int number) {
      // A long line can have a thousand numbers, nearly all of them rare.
      int buffered = BUFFERED / (byNumber.size() + 1);
      return byNumber.computeIfAbsent(number, n -> new NgramCounter(TYPES, buffered));
    }

    CountRun finish() {
      List<CountRun> runs = new ArrayList<>();
      byNumber.forEach((n, counter) -> runs.add(counter.finish().preceded(PAIRS, n)));
      return CountMerge.sum(PAIRS, runs);
    }
  }

  /** Counts one block. */
  private interface Counting extends Serializable {
    void of(SentenceBlock block, Counters into);
  }

  private CountRun count(List<BlockRef> blocks, Counting counting) {
    List<List<BlockRef>> groups = RealText.groups(blocks);
    if (groups.isEmpty()) {
      return CountRun.empty(PAIRS);
    }
    List<Integer> numbers = IntStream.range(0, groups.size()).boxed().toList();
    return spark
        .parallelize(numbers, groups.size())
        .map(
            number -> {
              Counters counters = new Counters();
              groups.get(number).forEach(ref -> counting.of(CorpusReader.read(ref), counters));
              return counters.finish();
            })
        .treeReduce(CountMerge::sum, TREE);
  }

  private static SortedMap<Integer, Census.Occurrences> byNumber(CountRun pairs) {
    TreeMap<Integer, int[]> sizes = new TreeMap<>();
    for (int i = 0; i < pairs.size(); i++) {
      if (type(pairs, i) >= Vocabulary.FIRST_WORD) {
        sizes.computeIfAbsent(number(pairs, i), k -> new int[1])[0]++;
      }
    }
    TreeMap<Integer, Census.Occurrences> found = new TreeMap<>();
    sizes.forEach(
        (number, size) ->
            found.put(number, new Census.Occurrences(new int[size[0]], new long[size[0]])));
    for (int i = 0; i < pairs.size(); i++) {
      if (type(pairs, i) >= Vocabulary.FIRST_WORD) {
        Census.Occurrences of = Objects.requireNonNull(found.get(number(pairs, i)));
        int left = Objects.requireNonNull(sizes.get(number(pairs, i)))[0]--;
        of.types()[of.types().length - left] = type(pairs, i);
        of.numbers()[of.types().length - left] = pairs.counts()[i];
      }
    }
    return found;
  }

  /** The type of pair i. The type is the last token of a key, so runs are sorted by type. */
  private static int type(CountRun pairs, int i) {
    return PAIRS.token(pairs.keys(), i, 0);
  }

  private static int number(CountRun pairs, int i) {
    return PAIRS.token(pairs.keys(), i, 1);
  }
}
