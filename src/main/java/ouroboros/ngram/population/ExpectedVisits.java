package ouroboros.ngram.population;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How many steps walkers are expected to take from every context until all have ended: v = h + v P,
 * where h is how many are in every context and P the probabilities of steps. h may be negative.
 *
 * <p>Solved by the stabilised method of biconjugate gradients with the diagonal as preconditioner.
 * Sums are taken in a fixed order, so the result has the same bits on any number of cores. Cost:
 * two passes over the slots in each iteration, about 10 to 30 iterations for text. Memory: 12 bytes
 * per slot and 76 per context.
 *
 * @see <a href="https://doi.org/10.1137/0913035">van der Vorst 1992, Bi-CGSTAB</a>
 */
final class ExpectedVisits {
  private static final int MOST_ITERATIONS = 200;
  private static final int CHUNK = 1 << 12;

  private final Branches model;
  private final int contexts;

  /** [contexts + 1] first step into each context. */
  private final int[] into;

  private final int[] source;
  private final double[] probability;

  /** [contexts] 1 less the probability of a step from a context to itself. */
  private final double[] diagonal;

  private final double[] visits;
  private final double[] residual;
  private final double[] shadow;
  private final double[] direction;
  private final double[] image;
  private final double[] scaled;
  private final double[] second;
  private final double[] sums;

  ExpectedVisits(Branches model) {
    this.model = model;
    contexts = model.contexts();
    into = new int[contexts + 1];
    diagonal = new double[contexts];
    for (int slot = 0; slot < model.slots(); slot++) {
      if (model.next[slot] >= 0) {
        into[model.next[slot] + 1]++;
      }
    }
    for (int c = 0; c < contexts; c++) {
      into[c + 1] += into[c];
    }
    source = new int[into[contexts]];
    probability = new double[into[contexts]];
    transpose();
    visits = new double[contexts];
    residual = new double[contexts];
    shadow = new double[contexts];
    direction = new double[contexts];
    image = new double[contexts];
    scaled = new double[contexts];
    second = new double[contexts];
    sums = new double[(contexts + CHUNK - 1) / CHUNK];
  }

  private void transpose() {
    int[] at = into.clone();
    for (int c = 0; c < contexts; c++) {
      diagonal[c] = 1;
      double all = model.weight(c);
      long before = 0;
      for (int slot = model.offsets[c]; slot < model.offsets[c + 1]; slot++) {
        int next = model.next[slot];
        if (next >= 0) {
          double p = (model.cumulative[slot] - before) / all;
          source[at[next]] = c;
          probability[at[next]++] = p;
          if (next == c) {
            diagonal[c] = Math.max(1 - p, 1e-15);
          }
        }
        before = model.cumulative[slot];
      }
    }
  }

  /**
   * Solves for the visits. Returns whether what is left of the equations is, in the sum of absolute
   * values, below a tenth of the scatter of that many random steps.
   *
   * @param excess h
   */
  boolean solve(AtomicLongArray excess) {
    start(excess);
    double rho = 1;
    double alpha = 1;
    double omega = 1;
    java.util.Arrays.fill(direction, 0);
    java.util.Arrays.fill(image, 0);
    for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      if (isSolved()) {
        return true;
      }
      double next = sum(c -> shadow[c] * residual[c]);
      double beta = next / rho * (alpha / omega);
      if (!Double.isFinite(beta)) {
        return false;
      }
      rho = next;
      double w = omega;
      each(c -> direction[c] = residual[c] + beta * (direction[c] - w * image[c]));
      each(c -> scaled[c] = direction[c] / diagonal[c]);
      multiply(image);
      alpha = rho / sum(c -> shadow[c] * image[c]);
      double a = alpha;
      if (!Double.isFinite(a)) {
        return false;
      }
      each(
          c -> {
            visits[c] += a * scaled[c];
            return residual[c] -= a * image[c];
          });
      each(c -> scaled[c] = residual[c] / diagonal[c]);
      multiply(second);
      double length = sum(c -> second[c] * second[c]);
      omega = length == 0 ? 0 : sum(c -> second[c] * residual[c]) / length;
      double o = omega;
      each(
          c -> {
            visits[c] += o * scaled[c];
            return residual[c] -= o * second[c];
          });
      if (omega == 0) {
        return isSolved();
      }
    }
    return isSolved();
  }

  /** The visits that were found last. */
  double[] visits() {
    return visits;
  }

  /** Begins with none or, if that is nearer, with visits in proportion to the model's counts. */
  private void start(AtomicLongArray excess) {
    double walkers = sum(excess::get);
    double begun = Math.max(1, sum(this::ends));
    each(c -> scaled[c] = walkers / begun * model.weight(c));
    multiply(second);
    double none = sum(c -> Math.abs((double) excess.get(c)));
    double counts = sum(c -> Math.abs(excess.get(c) - second[c]));
    boolean useCounts = counts < none;
    each(
        c -> {
          visits[c] = useCounts ? scaled[c] : 0;
          residual[c] = excess.get(c) - (useCounts ? second[c] : 0);
          shadow[c] = residual[c];
          return shadow[c];
        });
  }

  private double ends(int c) {
    long ends = 0;
    long before = 0;
    for (int slot = model.offsets[c]; slot < model.offsets[c + 1]; slot++) {
      ends += model.next[slot] < 0 ? model.cumulative[slot] - before : 0;
      before = model.cumulative[slot];
    }
    return ends;
  }

  private boolean isSolved() {
    double left = sum(c -> Math.abs(residual[c]));
    double scatter = sum(c -> Math.sqrt(Math.abs(visits[c])));
    return left <= scatter / 10;
  }

  /** The image of {@code scaled} under 1 - P transposed. */
  private void multiply(double[] to) {
    each(
        c -> {
          double arriving = 0;
          for (int i = into[c]; i < into[c + 1]; i++) {
            arriving += probability[i] * scaled[source[i]];
          }
          to[c] = scaled[c] - arriving;
          return to[c];
        });
  }

  private void each(IntToDoubleFunction change) {
    sum(change);
  }

  private double sum(IntToDoubleFunction term) {
    IntStream chunks = IntStream.range(0, sums.length);
    (sums.length == 1 ? chunks : chunks.parallel())
        .forEach(
            chunk -> {
              double sum = 0;
              for (int c = chunk * CHUNK; c < Math.min(contexts, (chunk + 1) * CHUNK); c++) {
                sum += term.applyAsDouble(c);
              }
              sums[chunk] = sum;
            });
    double sum = 0;
    for (double part : sums) {
      sum += part;
    }
    return sum;
  }
}
