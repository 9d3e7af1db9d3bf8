package ouroboros.ngram.smoothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import ouroboros.ngram.ReferenceModel;
import ouroboros.ngram.Smoothings;
import ouroboros.ngram.Texts;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.SuffixScan;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.ngram.heldout.HeldOutCounts;
import ouroboros.ngram.heldout.HeldOutScore;
import ouroboros.ngram.sampling.Probabilities;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.ngram.sampling.SamplerCompiler;

/** Over random small corpora; none of these claims can fail by chance. */
class SmoothingPropertyTest {

  @Provide
  Arbitrary<String> smoothed() {
    return Arbitraries.of(Smoothings.names()).filter(name -> !name.equals("none"));
  }

  @Property(tries = 160)
  void probabilitiesSumToOneInEveryContextAndAreThoseOfThePaper(
      @ForAll("smoothed") String name,
      @ForAll @IntRange(min = 1, max = 6) int order,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 1, max = 30) int sentences,
      @ForAll @IntRange(min = 0, max = 8) int length,
      @ForAll @IntRange(min = 1, max = 9) int types) {
    List<int[]> text = Smoothings.corpus(seed, sentences, length, types);
    Set<Integer> vocabulary = Smoothings.types(text);
    ReferenceModel reference =
        new ReferenceModel(text, order, name, vocabulary, Smoothings.K, Smoothings.WEIGHTS);
    Probabilities model = new Probabilities(Smoothings.compile(text, order, name));

    for (List<Integer> history : reference.contexts()) {
      int context = Smoothings.context(model, history);
      double sum = 0;
      for (int word : vocabulary) {
        double p = model.of(context, word);
        assertThat(p).isCloseTo(reference.probability(history, word), within(1e-12));
        sum += p;
      }
      assertThat(sum).isCloseTo(1, within(1e-12));
    }
  }

  @Property(tries = 100)
  void theModelDoesNotDependOnHowTheTableIsCut(
      @ForAll("smoothed") String name,
      @ForAll @IntRange(min = 1, max = 6) int order,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed,
      @ForAll @IntRange(min = 0, max = 12) int cut) {
    List<int[]> text = Smoothings.corpus(seed, 30, 8, 9);
    KeyLayout layout = KeyLayout.of(order, 64);
    CountRun table = Texts.count(layout, text);
    long[][] bound = new long[layout.words()][1];
    bound[0][0] = (long) cut << layout.shift(0);
    int at = table.lowerBound(bound, 0);

    Sampler whole = SamplerCompiler.compile(table, order, Smoothings.of(name), null);
    Sampler parts =
        SamplerCompiler.compile(
            List.of(table.slice(0, at), table.slice(at, table.size())),
            order,
            Smoothings.of(name),
            null);

    assertThat(parts.start).isEqualTo(whole.start);
    assertThat(parts.offsets).isEqualTo(whole.offsets);
    assertThat(parts.cumulative).isEqualTo(whole.cumulative);
    assertThat(parts.words).isEqualTo(whole.words);
    assertThat(parts.next).isEqualTo(whole.next);
    assertThat(parts.shorter).isEqualTo(whole.shorter);
    assertThat(parts.exceptions).isEqualTo(whole.exceptions);
  }

  @Property(tries = 200)
  void heldOutTextScoresAsUnderTheCompiledModel(
      @ForAll("smoothed") String name,
      @ForAll @IntRange(min = 1, max = 6) int order,
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    List<int[]> text = Smoothings.corpus(seed, 30, 8, 9);
    KeyLayout layout = KeyLayout.of(order, 64);
    CountRun table = Texts.count(layout, text);
    HeldOut test =
        HeldOut.of(
            layout,
            new String[] {"all"},
            List.of(Texts.count(layout, Smoothings.corpus(seed + 1, 20, 8, 9))));
    Smoothing smoothing = Smoothings.of(name);
    int[] vocabulary = java.util.stream.IntStream.range(0, 12).filter(id -> id != 1).toArray();
    Sampler model = SamplerCompiler.compile(table, order, smoothing, vocabulary);
    double compiled = HeldOutScore.of(model, test).perplexity();

    if (!smoothing.backsOff()) {
      HeldOutCounts counts =
          new HeldOutCounts(test, layout, HeldOutCounts.occurrences(smoothing, order), 12);
      SuffixScan.of(table, counts);
      HeldOutScore score = HeldOutScore.of(smoothing, test, counts, order, vocabulary.length);
      assertThat(score.perplexity()).isCloseTo(compiled, within(1e-9 * compiled));
    } else {
      assertThat(compiled).isGreaterThan(1);
    }
  }
}
