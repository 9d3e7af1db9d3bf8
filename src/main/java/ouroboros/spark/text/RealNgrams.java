package ouroboros.spark.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import ouroboros.metric.sentence.NaiveBayes;
import ouroboros.metric.sentence.SentenceClassifier;
import ouroboros.ngram.count.CountMerge;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.ngram.heldout.HeldOutPeriods;
import ouroboros.ngram.heldout.HeldOutSentences;
import ouroboros.spark.cluster.Jobs;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;
import ouroboros.text.prepared.FollowedPeriods;
import ouroboros.text.prepared.FollowedStrata;
import ouroboros.text.prepared.PreparedCorpus;

/**
 * The n-grams of the parts of a prepared corpus, by stratum or together, each in one job. The
 * counts are integers, so the order in which tasks end does not matter.
 *
 * @param strata the strata by which text is counted
 */
public record RealNgrams(
    JavaSparkContext spark,
    CorpusReader corpus,
    Broadcast<Vocabulary> vocabulary,
    FollowedStrata strata) {
  /** About how many tokens of guard the evaluation model is fitted to. */
  private static final long GUARD_TOKENS = 1 << 14;

  /**
   * The text of a part as n-grams by stratum, with {@code <unk>} for words outside R's types; in
   * one job.
   */
  public HeldOut heldOut(Part part, KeyLayout layout) {
    return HeldOut.of(layout, strata.names().toArray(String[]::new), byStratum(part, layout));
  }

  /** The same text without strata. */
  public HeldOut heldOutTogether(Part part, KeyLayout layout) {
    return HeldOut.of(layout, new String[] {PreparedCorpus.ALL}, List.of(grams(part, layout)));
  }

  /**
   * The test text as n-grams, with those of guard, to which the evaluation model is fitted. Of a
   * long guard, every k-th sentence is used, about {@value #GUARD_TOKENS} tokens.
   */
  public HeldOut evaluated(KeyLayout layout) {
    long tokens = corpus.corpus().part(Part.GUARD).tokens();
    long every = Math.max(1, (tokens + GUARD_TOKENS - 1) / GUARD_TOKENS);
    return HeldOut.of(
        layout,
        strata.names().toArray(String[]::new),
        byStratum(Part.TEST, layout),
        together(Part.GUARD, layout, every));
  }

  /** The test text sentence by sentence, read in this JVM. */
  public HeldOutSentences heldOutSentences(HeldOut text) {
    HeldOutSentences sentences = new HeldOutSentences(text);
    int closed = vocabulary.value().realEnd();
    int[] scopes = strata.scopes();
    for (BlockRef ref : corpus.blocks(Part.TEST)) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        sentences.add(
            block.tokens(), block.start(i), block.end(i), scopes[block.stratum(i)], closed);
      }
    }
    return sentences;
  }

  /** [strata of the corpus] How many test sentences of each a classifier recognises; in one job. */
  public List<NaiveBayes.Found> recognised(SentenceClassifier classifier) {
    List<List<BlockRef>> groups = RealText.groups(corpus.blocks(Part.TEST));
    int strata = corpus.corpus().strata().size();
    long[][] found = new long[2][strata];
    List<Integer> numbers = IntStream.range(0, groups.size()).boxed().toList();
    List<long[][]> parts =
        numbers.isEmpty()
            ? List.of()
            : Jobs.each(
                spark, numbers, number -> recognised(classifier, groups.get(number), strata));
    for (long[][] part : parts) {
      for (int s = 0; s < strata; s++) {
        found[0][s] += part[0][s];
        found[1][s] += part[1][s];
      }
    }
    return IntStream.range(0, strata)
        .mapToObj(s -> new NaiveBayes.Found(found[0][s], found[1][s]))
        .toList();
  }

  /** The first sentences of R with their strata, in order; read in one task. */
  public List<LabelledSentence> labelled(int most) {
    List<BlockRef> blocks = corpus.blocks(Part.REAL);
    int[][] read = Jobs.each(spark, List.of(0), one -> labelled(blocks, most)).get(0);
    return LabelledSentence.of(read);
  }

  private static int[][] labelled(List<BlockRef> blocks, int most) {
    List<int[]> all = new ArrayList<>();
    for (BlockRef ref : blocks) {
      SentenceBlock block = all.size() < most ? CorpusReader.read(ref) : null;
      for (int i = 0; block != null && i < block.sentences() && all.size() < most; i++) {
        all.add(LabelledSentence.written(block.stratum(i), block.sentence(i)));
      }
    }
    return all.toArray(int[][]::new);
  }

  private static long[][] recognised(
      SentenceClassifier classifier, List<BlockRef> blocks, int strata) {
    long[][] found = new long[2][strata];
    for (BlockRef ref : blocks) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        int stratum = block.stratum(i);
        int taken = classifier.stratum(block.tokens(), block.start(i), block.end(i));
        found[0][stratum] += taken == stratum ? 1 : 0;
        found[1][stratum]++;
      }
    }
    return found;
  }

  /** [strata] How many sentences R has of each. */
  public long[] sentencesByStratum() {
    List<PreparedCorpus.Amounts> real = corpus.corpus().part(Part.REAL).strata();
    int[] scopes = strata.scopes();
    long[] sentences = new long[strata.size()];
    for (int s = 0; s < scopes.length; s++) {
      sentences[scopes[s]] += real.get(s).sentences();
    }
    return sentences;
  }

  /** All n-grams of a part, with {@code <unk>} for words outside R's types; in one job. */
  public CountRun grams(Part part, KeyLayout layout) {
    return together(part, layout, 1);
  }

  /**
   * The test text by period; empty where it has fewer than two. Two jobs: one finds the periods.
   *
   * @param most how many periods are followed one by one
   */
  public Optional<HeldOutPeriods> byPeriod(HeldOut text, KeyLayout layout, int most) {
    if (corpus.corpus().spec().period() == null) {
      return Optional.empty();
    }
    SentenceOrder order =
        new SentenceOrder(
            spark,
            SentenceOrder.Kind.PERIOD,
            RealText.groups(corpus.blocks(Part.TEST)),
            vocabulary);
    TreeMap<Long, Long> sentences = new TreeMap<>();
    order.all().forEach(place -> sentences.put(place, order.size(place)));
    FollowedPeriods periods = FollowedPeriods.of(sentences, most);
    List<String> names = periods.names();
    return names.size() < 2
        ? Optional.empty()
        : Optional.of(
            new HeldOutPeriods(
                text,
                names,
                byScope(
                    Part.TEST,
                    layout,
                    (block, i) -> periods.scope(block.period(i)),
                    names.size(),
                    1)));
  }

  private List<CountRun> byStratum(Part part, KeyLayout layout) {
    return byScope(part, layout, ofStrata(strata.scopes()), strata.size(), 1);
  }

  private static Labels ofStrata(int[] scopes) {
    return (block, i) -> scopes[block.stratum(i)];
  }

  /** The same of every k-th sentence. */
  public CountRun grams(Part part, KeyLayout layout, long every) {
    return together(part, layout, every);
  }

  private CountRun together(Part part, KeyLayout layout, long every) {
    int[] together = FollowedStrata.together(corpus.corpus()).scopes();
    return byScope(part, layout, ofStrata(together), 1, every).get(0);
  }

  /**
   * [scopes] The n-grams of every k-th sentence of a part, with {@code <unk>} for words outside R's
   * types; in one job.
   *
   * @param by the scope of a sentence; below 0 for none
   */
  private List<CountRun> byScope(Part part, KeyLayout layout, Labels by, int many, long every) {
    int closed = vocabulary.value().realEnd();
    List<List<BlockRef>> groups = RealText.groups(corpus.blocks(part));
    List<Integer> numbers = new ArrayList<>();
    groups.forEach(group -> numbers.add(numbers.size()));
    List<CountRun[]> counted =
        spark
            .parallelize(numbers, Math.max(1, numbers.size()))
            .map(number -> byScope(groups.get(number), layout, by, many, closed, every))
            .collect();
    List<CountRun> runs = new ArrayList<>();
    for (int s = 0; s < many; s++) {
      int stratum = s;
      runs.add(CountMerge.sum(layout, counted.stream().map(group -> group[stratum]).toList()));
    }
    return runs;
  }

  /**
   * [strata, ids] How often each word of R occurs in each stratum of a part, and {@code <unk>} for
   * other words; in one job.
   */
  public long[][] wordsByStratum(Part part) {
    KeyLayout words = KeyLayout.of(1, vocabulary.value().size());
    List<CountRun> runs = byStratum(part, words);
    long[][] counts = new long[runs.size()][vocabulary.value().realEnd()];
    for (int s = 0; s < counts.length; s++) {
      CountRun run = runs.get(s);
      for (int i = 0; i < run.size(); i++) {
        counts[s][words.token(run.keys(), i, 0)] = run.counts()[i];
      }
    }
    return counts;
  }

  /**
   * [many] The n-grams of the sentences of blocks.
   *
   * @param scopes [strata of the corpus] the number that the n-grams of a stratum are counted under
   */
  public static CountRun[] byScope(
      List<BlockRef> blocks, KeyLayout layout, int[] scopes, int many, int closed) {
    return byScope(blocks, layout, ofStrata(scopes), many, closed, 1);
  }

  private static CountRun[] byScope(
      List<BlockRef> blocks, KeyLayout layout, Labels by, int many, int closed, long every) {
    NgramCounter[] counters = new NgramCounter[many];
    int buffered = Math.max(1 << 8, (1 << 18) / Math.max(4, many));
    for (BlockRef ref : blocks) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        int scope = by.of(block, i);
        if (scope < 0 || (block.first() + i) % every != 0) {
          continue;
        }
        int[] sentence = block.sentence(i);
        for (int t = 0; t < sentence.length; t++) {
          sentence[t] = sentence[t] >= closed ? Vocabulary.UNK : sentence[t];
        }
        if (counters[scope] == null) {
          counters[scope] = new NgramCounter(layout, buffered);
        }
        counters[scope].add(sentence, 0, sentence.length);
      }
    }
    return Arrays.stream(counters)
        .map(counter -> counter == null ? CountRun.empty(layout) : counter.finish())
        .toArray(CountRun[]::new);
  }
}
