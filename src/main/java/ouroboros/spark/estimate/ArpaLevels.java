package ouroboros.spark.estimate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ouroboros.ngram.arpa.ArpaWriter;
import ouroboros.ngram.count.CountRun;
import scala.Tuple2;

/**
 * A normalised model in memory, and the ARPA file that is written from it: threads format its
 * parts, a few ahead of the one that is written, and each part is freed once it is formatted.
 */
final class ArpaLevels {
  /** How many parts per thread are formatted before they are written. */
  private static final int AHEAD = 2;

  private final int parts;
  private final int order;

  /** [parts, order - 1] */
  private final List<List<CountRun>> probabilities = new ArrayList<>();

  /** [order][parts + 1] the weights of the n-grams of order n - 1; the last part has unigrams. */
  private final List<List<List<CountRun>>> backOffs = new ArrayList<>();

  private ArpaLevels(int parts, int order) {
    this.parts = parts;
    this.order = order;
    for (int n = 1; n <= order; n++) {
      List<List<CountRun>> ofOrder = new ArrayList<>();
      for (int part = 0; part <= parts; part++) {
        ofOrder.add(new ArrayList<>());
      }
      backOffs.add(ofOrder);
    }
  }

  /**
   * The levels of one part.
   *
   * @param probabilities of orders 2, 3, .., in context order
   * @param backOffs back-off weights with the part that writes them
   */
  record OfPart(List<CountRun> probabilities, List<Tuple2<Integer, CountRun>> backOffs) {}

  /** The levels of all parts. */
  static ArpaLevels of(List<OfPart> levels, int parts, int order) {
    ArpaLevels all = new ArpaLevels(parts, order);
    for (OfPart part : levels) {
      all.probabilities.add(new ArrayList<>(part.probabilities));
      for (Tuple2<Integer, CountRun> run : part.backOffs) {
        all.backOffs.get(run._2().layout().order() - 1).get(run._1()).add(run._2());
      }
    }
    return all;
  }

  /** Writes the file. */
  void write(ArpaParts.Target target, Estimation.Found found, byte[][] words) {
    int threads = EstimationInThreads.threads();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Deque<Future<List<byte[]>>> ready = new ArrayDeque<>();
      int[] next = {0};
      ArpaParts.write(
          target,
          found.grams(),
          sink -> ArpaWriter.unigrams(found.unigrams(), backOffs.get(0).get(parts), words, sink),
          (n, out) -> {
            for (int part = 0; part < parts; part++) {
              while (next[0] < parts * (order - 1) && ready.size() <= AHEAD * threads) {
                int task = next[0]++;
                ready.add(pool.submit(() -> lines(target, task, words)));
              }
              write(ready.remove(), out);
            }
          });
    } finally {
      pool.shutdownNow();
    }
  }

  private static void write(Future<List<byte[]>> lines, OutputStream out) throws IOException {
    try {
      for (byte[] block : lines.get()) {
        out.write(block);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** The lines of one part for one order: task 0 is part 0 of order 2. */
  private List<byte[]> lines(ArpaParts.Target target, int task, byte[][] words) {
    int part = task % parts;
    int n = task / parts + 2;
    CountRun run = probabilities.get(part).set(n - 2, CountRun.empty(EstimationRecords.STATISTICS));
    if (run.size() == 0) {
      return List.of();
    }
    List<CountRun> weights = n == order ? List.of() : backOffs.get(n - 1).set(part, List.of());
    return ArpaParts.lines(target, order, run, weights, words);
  }
}
