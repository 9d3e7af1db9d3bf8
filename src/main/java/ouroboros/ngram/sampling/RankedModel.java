package ouroboros.ngram.sampling;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A {@link Tempered} model that also has the words of each context in descending order of weight,
 * so that the first words are found without looking at the rest.
 *
 * <p>Memory: 12 bytes per n-gram in addition to the two models. Immutable.
 */
final class RankedModel {
  private static final int CHUNK = 1 << 10;

  final Tempered tempered;

  /** The same weights, compiled for drawing. */
  final Sampler sampler;

  /** [slots] the slots of each context by descending weight, ties by lower word. */
  final int[] byWeight;

  RankedModel(Tempered tempered, Sampler sampler) {
    this.tempered = tempered;
    this.sampler = sampler;
    Sampler model = tempered.model;
    byWeight = new int[model.slots()];
    IntStream.range(0, (model.contexts() + CHUNK - 1) / CHUNK)
        .parallel()
        .forEach(
            chunk -> {
              int end = Math.min(model.contexts(), (chunk + 1) * CHUNK);
              for (int c = chunk * CHUNK; c < end; c++) {
                sort(c);
              }
            });
  }

  private void sort(int c) {
    int[] offsets = tempered.model.offsets;
    int[] slots = IntStream.range(offsets[c], offsets[c + 1]).toArray();
    long[] keys = new long[slots.length];
    // Weights are not negative, so their bits have the same order as their values.
    Arrays.setAll(keys, i -> Double.doubleToRawLongBits(tempered.weights[slots[i]]));
    int[] sorted = Descending.best(slots, keys, slots.length);
    System.arraycopy(sorted, 0, byWeight, offsets[c], sorted.length);
  }

  /** How many bytes the arrays take. */
  long bytes() {
    return sampler.bytes() + tempered.model.bytes() + 12L * byWeight.length;
  }
}
