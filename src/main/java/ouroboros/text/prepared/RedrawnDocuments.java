package ouroboros.text.prepared;

import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * R's D documents drawn again: D draws with replacement, each document with probability 1/D.
 *
 * <p>Draw i uses the first random number of unit i of the stream with key (seed, replicate) and
 * purpose {@code CORPUS}. So the documents of a replicate depend on nothing else. Source: B. Efron
 * (1979), doi:10.1214/aos/1176344552.
 */
public final class RedrawnDocuments {
  private RedrawnDocuments() {}

  /** [documents] How often each document of R is in the R of a replicate; the sum is documents. */
  public static int[] times(long seed, int replicate, int documents) {
    int[] times = new int[documents];
    KeyedStream random = KeyedStream.of(seed, replicate, 0, Purpose.CORPUS, 0);
    for (int i = 0; i < documents; i++) {
      random.seek(i);
      times[(int) random.below(documents)]++;
    }
    return times;
  }
}
