package ouroboros.spark.judge;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.sampling.SamplerCompiler;
import ouroboros.ngram.sampling.TokenProbabilities;
import ouroboros.ngram.smoothing.ModifiedKneserNey;
import ouroboros.safeguard.judge.Judge;
import ouroboros.text.Vocabulary;

/**
 * The model of the critics: modified Kneser-Ney on the first half of guard, over R's types, {@code
 * </s>} and {@code <unk>}. A JVM compiles it once.
 *
 * @param half the n-grams of the first half of guard, with {@code <unk>} for words outside R's
 *     types
 * @param closed one more than the highest id of R's types
 */
record GuardModel(Broadcast<CountRun> half, int order, int closed) implements Serializable {
  private record Compiled(CountRun half, int order) {}

  /** Its probabilities. */
  TokenProbabilities probabilities() {
    CountRun counts = half.value();
    return CompiledTables.of(
        new Compiled(counts, order),
        () -> {
          int[] types = IntStream.range(0, closed).filter(id -> id != Vocabulary.BOS).toArray();
          return TokenProbabilities.of(
              SamplerCompiler.compile(List.of(counts), order, new ModifiedKneserNey(), types));
        });
  }

  /** A judge by this model. */
  Judge judge() {
    return new Judge(probabilities(), closed);
  }
}
