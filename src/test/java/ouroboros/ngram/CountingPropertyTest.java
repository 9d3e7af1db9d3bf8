package ouroboros.ngram;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import ouroboros.text.Vocabulary;

/** Packed, sorted, merged counts against a map of lists, for keys of one, two and three longs. */
class CountingPropertyTest {
  /** Few types among many ids, so that n-grams repeat and keys are as wide as the ids make them. */
  @Provide
  Arbitrary<List<int[]>> sentences() {
    Arbitrary<Integer> ids = Arbitraries.of(0, 3, 4, 5, 1 << 21, (1 << 21) + 1, (1 << 22) - 1);
    return ids.array(int[].class).ofMinSize(0).ofMaxSize(9).list().ofMinSize(1).ofMaxSize(40);
  }

  private static List<Integer> gram(int[] sentence, int end, int n) {
    List<Integer> gram = new ArrayList<>();
    for (int p = 0; p < n; p++) {
      int at = end - p;
      gram.add(at == sentence.length ? Vocabulary.EOS : at < 0 ? Vocabulary.BOS : sentence[at]);
    }
    return gram;
  }

  private static Map<List<Integer>, Long> counted(List<int[]> sentences, int n) {
    Map<List<Integer>, Long> counts =
        new TreeMap<>(
            (a, b) -> {
              int p = 0;
              while (p < n && a.get(p).equals(b.get(p))) {
                p++;
              }
              return p == n ? 0 : Integer.compare(a.get(p), b.get(p));
            });
    for (int[] sentence : sentences) {
      for (int end = 0; end <= sentence.length; end++) {
        counts.merge(gram(sentence, end, n), 1L, Long::sum);
      }
    }
    return counts;
  }

  private static Map<List<Integer>, Long> map(CountRun run) {
    Map<List<Integer>, Long> counts = new java.util.LinkedHashMap<>();
    for (int i = 0; i < run.size(); i++) {
      List<Integer> gram = new ArrayList<>();
      for (int p = 0; p < run.layout().order(); p++) {
        gram.add(run.layout().token(run.keys(), i, p));
      }
      counts.put(gram, run.counts()[i]);
    }
    return counts;
  }

  @Property(tries = 200)
  void aRunHoldsEveryNgramOnceInSuffixOrder(
      @ForAll("sentences") List<int[]> sentences, @ForAll @IntRange(min = 1, max = 6) int order) {
    KeyLayout layout = KeyLayout.of(order, 1 << 22);
    CountRun run = Texts.count(layout, sentences);

    Map<List<Integer>, Long> expected = counted(sentences, order);
    assertThat(new ArrayList<>(map(run).entrySet()))
        .isEqualTo(new ArrayList<>(expected.entrySet()));
  }

  @Property(tries = 200)
  void mergedAndPackedRunsAreTheSum(
      @ForAll("sentences") List<int[]> sentences,
      @ForAll @IntRange(min = 1, max = 6) int order,
      @ForAll @IntRange(min = 1, max = 5) int runs)
      throws IOException {
    KeyLayout layout = KeyLayout.of(order, 1 << 22);
    List<CountRun> parts = new ArrayList<>();
    for (int r = 0; r < runs; r++) {
      List<int[]> own = new ArrayList<>();
      for (int s = r; s < sentences.size(); s += runs) {
        own.add(sentences.get(s));
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CountCodec.write(Texts.count(layout, own), new DataOutputStream(bytes));
      parts.add(
          CountCodec.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()))));
    }
    Collections.reverse(parts);

    assertThat(map(CountMerge.sum(layout, parts))).isEqualTo(counted(sentences, order));
  }

  @Property(tries = 200)
  void aScanMeetsEveryNgramOfEveryOrderOnceWithWhatStandsBeforeIt(
      @ForAll("sentences") List<int[]> sentences, @ForAll @IntRange(min = 1, max = 6) int order) {
    KeyLayout layout = KeyLayout.of(order, 1 << 22);
    List<Map<List<Integer>, long[]>> met = new ArrayList<>();
    for (int n = 0; n <= order; n++) {
      met.add(new TreeMap<>((a, b) -> a.toString().compareTo(b.toString())));
    }
    SuffixScan.of(
        Texts.count(layout, sentences),
        (n, kind, real, count, other, left, keys, at) -> {
          List<Integer> gram = new ArrayList<>();
          for (int p = 0; p < n; p++) {
            gram.add(layout.token(keys, at, p));
          }
          assertThat(met.get(n).put(gram, new long[] {count, left})).as("met twice").isNull();
        });

    for (int n = 1; n <= order; n++) {
      Map<List<Integer>, Long> expected = counted(sentences, n);
      assertThat(met.get(n).keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
      int length = n;
      expected.forEach(
          (gram, count) -> {
            assertThat(met.get(length).get(gram)[0]).isEqualTo(count);
            if (length < order) {
              long before =
                  counted(sentences, length + 1).keySet().stream()
                      .filter(longer -> longer.subList(0, length).equals(gram))
                      .count();
              assertThat(met.get(length).get(gram)[1]).as("left of " + gram).isEqualTo(before);
            }
          });
    }
  }
}
