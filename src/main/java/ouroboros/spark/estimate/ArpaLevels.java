package ouroboros.spark.estimate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ouroboros.ngram.arpa.ArpaText;
import ouroboros.ngram.arpa.ArpaWriter;
import ouroboros.ngram.arpa.Awaited;
import ouroboros.ngram.count.CountRun;
import scala.Tuple2;

/**
 * A normalised model in memory, and the ARPA file that is written from it: threads format pieces of
 * it, a few ahead of the one that is written, and each part is freed once it is formatted.
 */
final class ArpaLevels {
  /** How many pieces per thread are formatted before they are written. */
  private static final int AHEAD = 2;

  /** How many n-grams of the highest order a piece has, about 1 MB of lines. */
  private static final int SLICE = 1 << 15;

  private final int parts;
  private final int order;

  /** [parts, order - 1] */
  private final List<List<CountRun>> probabilities = new ArrayList<>();

  /** [order][parts + 1] the weights of the n-grams of order n - 1; the last part has unigrams. */
  private final List<List<List<CountRun>>> backOffs = new ArrayList<>();

  private final Queue<ArpaText> idle = new ConcurrentLinkedQueue<>();

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

  /** Writes the file. Can be called only once. */
  void write(ArpaParts.Target target, Estimation.Found found, byte[][] words) {
    boolean packed = ArpaParts.isPacked(target);
    ExecutorService pool = Executors.newFixedThreadPool(EstimationInThreads.threads());
    try {
      Deque<Piece> pieces = pieces(packed);
      Deque<Ready> ready = new ArrayDeque<>();
      ArpaParts.write(
          target,
          found.grams(),
          sink -> ArpaWriter.unigrams(found.unigrams(), backOffs.get(0).get(parts), words, sink),
          (n, out) -> {
            submit(pieces, ready, pool, packed, words);
            while (!ready.isEmpty() && ready.element().n == n) {
              Awaited.result(ready.remove().lines).writeTo(out);
              submit(pieces, ready, pool, packed, words);
            }
          });
    } finally {
      pool.shutdownNow();
    }
  }

  /** N-grams of one order and part whose lines one thread formats. */
  private record Piece(CountRun run, int from, int to, List<CountRun> weights) {}

  /** Lines that are formatted, or will be soon. */
  private record Ready(int n, Future<Lines> lines) {}

  /** Lines of a piece. */
  @FunctionalInterface
  private interface Lines {
    void writeTo(OutputStream out) throws IOException;
  }

  /** All n-grams in the order of the file; from now on only the pieces hold them. */
  private Deque<Piece> pieces(boolean packed) {
    Deque<Piece> pieces = new ArrayDeque<>();
    for (int n = 2; n <= order; n++) {
      for (int part = 0; part < parts; part++) {
        CountRun none = CountRun.empty(EstimationRecords.STATISTICS);
        CountRun run = probabilities.get(part).set(n - 2, none);
        List<CountRun> weights = n == order ? List.of() : backOffs.get(n - 1).set(part, List.of());
        // A part has one member of a .gz file, and its weights are found in one pass.
        int most = packed || n < order ? Math.max(1, run.size()) : SLICE;
        for (int from = 0; from < run.size(); from += most) {
          pieces.add(new Piece(run, from, Math.min(run.size(), from + most), weights));
        }
      }
    }
    return pieces;
  }

  private void submit(
      Deque<Piece> pieces,
      Deque<Ready> ready,
      ExecutorService pool,
      boolean packed,
      byte[][] words) {
    while (!pieces.isEmpty() && ready.size() <= AHEAD * EstimationInThreads.threads()) {
      Piece piece = pieces.remove();
      int n = piece.run.layout().order();
      ready.add(
          new Ready(n, pool.submit(() -> packed ? packed(piece, words) : plain(piece, words))));
    }
  }

  private Lines packed(Piece piece, byte[][] words) {
    byte[] bytes = ArpaParts.packed(order, piece.run, piece.weights, words);
    return out -> out.write(bytes);
  }

  /** Texts that were written are used again. */
  private Lines plain(Piece piece, byte[][] words) {
    ArpaText polled = idle.poll();
    ArpaText text = polled == null ? new ArpaText(1 << 20) : polled;
    ArpaWriter.grams(order, piece.run, piece.from, piece.to, piece.weights, words, text);
    return out -> {
      text.writeTo(out);
      idle.add(text);
    };
  }
}
