package ouroboros.metric.sentence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import ouroboros.metric.CountMetrics;
import ouroboros.metric.Gold;
import ouroboros.metric.Measurements;
import ouroboros.metric.MetricSelection;
import ouroboros.metric.SentenceMetric;
import ouroboros.metric.SentencePlan;
import ouroboros.metric.Subject;
import ouroboros.metric.count.CountState;
import ouroboros.metric.count.ExclusiveTypes;
import ouroboros.metric.count.Novelty;
import ouroboros.metric.count.OwnEntropy;
import ouroboros.metric.count.RangeCounts;
import ouroboros.metric.count.TextSize;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.count.SentenceHashes;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.ngram.count.SuffixScan;

/**
 * Three small texts against Python 3.11 with numpy 2.4:
 *
 * <pre>
 * R, S, T = [[s.split() for s in x.split(';')] for x in (REAL, SUBJECT, TEST)]
 * g = lambda x, n: [tuple(s[i:i+n]) for s in x for i in range(len(s) - n + 1)]
 * novel = lambda x, n: sum(w not in set(g(R, n)) for w in g(x, n)) / len(g(x, n))
 * sum(map(len, S)), len(S), sum(map(len, S))/len(S), novel(S, 2), novel(S, 2) - novel(T, 2)
 * c = Counter(map(tuple, S)); 1 - len(c)/len(S); sum(k for _, k in c.most_common(10))/len(S)
 * sum(s in R for s in S)/len(S)
 * [max(difflib.SequenceMatcher(None, s, r, autojunk=False).find_longest_match().size for r in R) for s in S]
 * </pre>
 */
class GoldTextTest {
  private static final String REAL =
      "the cat sat on the mat;the dog sat;a dog ran on the road;the cat sat on the mat";
  private static final String SUBJECT =
      "the cat ran on the mat;the dog sat;the dog sat;a cat sat on the road;the fish";
  private static final String TEST = "a cat sat on a log;the dog";
  private static final KeyLayout LAYOUT = KeyLayout.ofBits(2, 8);
  private static final MetricSelection ALL = MetricSelection.of(List.of("all"), 2);

  private final Map<String, Integer> ids = new HashMap<>();

  @Test
  @Gold({"tokens", "sentences", "sentence-length-mean", "novel-n", "excess-novel-n"})
  void sizesAndNoveltyAreThoseOfPlainCounts() {
    CountRun real = run(sentences(REAL));
    Novelty.Collector test = new Novelty.Collector(2, Novelty.Unknown.NOVEL);
    SuffixScan.of(real, run(sentences(TEST)), CountRun.empty(LAYOUT), test);
    Novelty ofTest = test.finish();
    RangeCounts.Collector sink = new RangeCounts.Collector(2, LAYOUT, ExclusiveTypes.NONE);
    SuffixScan.of(real, run(sentences(SUBJECT)), CountRun.empty(LAYOUT), sink);
    RangeCounts counts = sink.finish(ofTest, OwnEntropy.NONE);
    Measurements into = new Measurements();
    TextSize size = new TextSize(counts.tokens(), counts.sentences());
    CountMetrics.measure(size, Subject.SYNTHETIC, "all", ALL, into);
    for (int n = 1; n <= 2; n++) {
      CountState state =
          CountState.of(n, counts.pairs(n))
              .novel(counts.novel(n))
              .testNovel((double) ofTest.novel(n) / ofTest.tokens(n));
      CountMetrics.measure(state, Subject.SYNTHETIC, "all", ALL, into);
    }
    close(into, "tokens", 20);
    close(into, "sentences", 5);
    close(into, "sentence-length-mean", 4);
    close(into, "novel-1", .05);
    close(into, "excess-novel-1", -.075);
    close(into, "novel-2", .2);
    close(into, "excess-novel-2", -.3);
  }

  @Test
  @Gold({
    "duplicate-sentences",
    "top-10-sentence-share",
    "verbatim-sentences",
    "verbatim-run-mean",
    "verbatim-run-max"
  })
  void copiesAreThoseThatPythonFinds() {
    List<int[]> real = sentences(REAL);
    List<int[]> subject = sentences(SUBJECT);
    SentencePlan.Collector collector =
        new SentencePlan(ALL, 1, subject.size()).collector(null, new long[0]);
    feed(subject, collector);
    SentenceHashes ofReal = new SentenceHashes();
    feed(real, ofReal);
    SharedRuns runs = SharedRuns.of(subject);
    feed(real, runs);
    SentenceTotals totals = collector.totals().merge(SentenceTotals.of(runs));
    Measurements into = new Measurements();
    SentenceCounts counts = SentenceCounts.of(ofReal.finish(), collector.hashes(), totals);
    SentenceMetric.measure(counts, List.of(), null, Subject.SYNTHETIC, ALL, into);
    close(into, "duplicate-sentences", .2);
    close(into, "top-10-sentence-share", 1);
    close(into, "verbatim-sentences", .4);
    close(into, "verbatim-run-mean", 2.8);
    close(into, "verbatim-run-max", 4);
  }

  /**
   * The order of sentences is Philox's, as numpy has it:
   *
   * <pre>
   * raw = lambda u: int(numpy.random.Philox(key=[42, 0], counter=[0, u, 0, 20]).random_raw())
   * of = [min(7, 64 - raw(u).bit_length()) for u in range(1000)]
   * S = [[3+(u*u*31+j*j*17+u*j*7)%(1+(u*13+j*29)%500) for j in range(1+u%7)] for u in range(1000)]
   * T = [[t for s, o in zip(S, of) if o &gt;= k for t in s] for k in range(8)]
   * numpy.polyfit([log(len(t)) for t in T], [log(len(set(t))) for t in T], 1)[0]
   * </pre>
   */
  @Test
  @Gold("heaps-exponent")
  void theVocabularyGrowsAsNumpyFitsIt() {
    VocabularyGrowth even = new VocabularyGrowth(42);
    VocabularyGrowth odd = new VocabularyGrowth(42);
    for (int u = 0; u < 1000; u++) {
      int unit = u;
      int[] sentence =
          IntStream.rangeClosed(0, u % 7)
              .map(
                  j ->
                      3
                          + (unit * unit * 31 + j * j * 17 + unit * j * 7)
                              % (1 + (unit * 13 + j * 29) % 500))
              .toArray();
      (u % 2 == 0 ? even : odd).accept(u, sentence, 0, sentence.length);
    }
    assertThat(odd.merge(even).heapsExponent()).isCloseTo(.6108714476752395, within(1e-13));
  }

  private List<int[]> sentences(String text) {
    return Stream.of(text.split(";"))
        .map(
            line ->
                Stream.of(line.split(" "))
                    .mapToInt(word -> ids.computeIfAbsent(word, w -> 3 + ids.size()))
                    .toArray())
        .toList();
  }

  private static void feed(List<int[]> sentences, SentenceSink sink) {
    for (int unit = 0; unit < sentences.size(); unit++) {
      int[] sentence = sentences.get(unit);
      sink.accept(unit, sentence, 0, sentence.length);
    }
  }

  private static CountRun run(List<int[]> sentences) {
    NgramCounter counter = new NgramCounter(LAYOUT, 64);
    feed(sentences, counter);
    return counter.finish();
  }

  private static void close(Measurements measured, String name, double expected) {
    assertThat(measured.rows())
        .filteredOn(m -> m.metric().equals(name) && m.scope().equals("all"))
        .singleElement()
        .satisfies(m -> assertThat(m.value()).isCloseTo(expected, within(1e-14)));
  }
}
