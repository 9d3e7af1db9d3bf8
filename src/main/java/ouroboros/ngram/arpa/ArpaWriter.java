package ouroboros.ngram.arpa;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import ouroboros.ngram.count.ContextOrder;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.estimate.UnigramLevel;
import ouroboros.text.Vocabulary;

/**
 * Writes the sections of an ARPA file in the form of KenLM. {@code <s>} has log10 probability 0,
 * and no longer n-gram ends in it. Every n-gram below the highest order has a log10 back-off
 * weight, which is 0 where it is not a context.
 *
 * <p>Input order: the probabilities of a part in context order, as {@link
 * ouroboros.ngram.estimate.ContextLevel} gives them; back-off weights of the same n-grams, as runs
 * in any order. Output: lines in context order.
 */
public final class ArpaWriter {
  private static final int BLOCK = 1 << 20;

  private ArpaWriter() {}

  /**
   * The head of a file.
   *
   * @param counts [order + 1] n-grams of each order from 1 on
   */
  public static byte[] head(long[] counts) {
    ArpaText text = new ArpaText(256).text("\\data\\\n");
    for (int n = 1; n < counts.length; n++) {
      text.text("ngram " + n + "=" + counts[n] + "\n");
    }
    return text.take();
  }

  /** The heading of the n-grams of an order. */
  public static byte[] section(int n) {
    return new ArpaText(32).text("\n\\" + n + "-grams:\n").take();
  }

  /** The end of a file. */
  public static byte[] end() {
    return new ArpaText(16).text("\n\\end\\\n").take();
  }

  /** How many unigrams the file has: the types that occur, {@code <unk>} and {@code <s>}. */
  public static long unigrams(UnigramLevel level) {
    long many = 1;
    for (int id = 0; id < level.types(); id++) {
      many += id == Vocabulary.UNK || level.probability(id) > 0 ? 1 : 0;
    }
    return many;
  }

  /**
   * The lines of the unigrams, in the order of their ids.
   *
   * @param backOffs of contexts of one token; empty for a model of order 1
   */
  public static void unigrams(
      UnigramLevel level, List<CountRun> backOffs, byte[][] words, Consumer<byte[]> sink) {
    double[] weights = new double[level.types()];
    java.util.Arrays.fill(weights, 1);
    for (CountRun run : backOffs) {
      for (int i = 0; i < run.size(); i++) {
        weights[run.layout().token(run.keys(), i, 0)] = Double.longBitsToDouble(run.counts()[i]);
      }
    }
    ArpaText text = new ArpaText(BLOCK + (BLOCK >> 3));
    for (int id = 0; id < level.types(); id++) {
      if (id != Vocabulary.UNK && id != Vocabulary.BOS && !(level.probability(id) > 0)) {
        continue;
      }
      text.unigram(id == Vocabulary.BOS ? 1 : level.probability(id), words[id]);
      finish(text, level.order() > 1, weights[id], sink);
    }
    sink.accept(text.take());
  }

  /**
   * The lines of one part for one order, which is 2 or more.
   *
   * @param probabilities runs of the part, in their order
   * @param backOffs back-off weights of the n-grams that are contexts; empty for the highest order
   * @param top the highest order
   */
  public static void grams(
      int n,
      int top,
      List<CountRun> probabilities,
      List<CountRun> backOffs,
      byte[][] words,
      Consumer<byte[]> sink) {
    Weights weights = new Weights(backOffs);
    ArpaText text = new ArpaText(BLOCK + (BLOCK >> 3));
    for (CountRun run : probabilities) {
      for (int i = 0; i < run.size(); i++) {
        double p = Double.longBitsToDouble(run.counts()[i]);
        text.gram(p, run.layout(), run.keys(), i, words);
        finish(text, n < top, n < top ? weights.of(run, i) : 1, sink);
      }
    }
    if (text.size() > 0) {
      sink.accept(text.take());
    }
  }

  /**
   * The same lines from a given n-gram on, in one text.
   *
   * @param from the first n-gram; 0 below the highest order
   */
  public static void grams(
      int top,
      CountRun probabilities,
      int from,
      int to,
      List<CountRun> backOffs,
      byte[][] words,
      ArpaText into) {
    Weights weights = new Weights(backOffs);
    boolean isWeighted = probabilities.layout().order() < top;
    for (int i = from; i < to; i++) {
      double p = Double.longBitsToDouble(probabilities.counts()[i]);
      into.gram(p, probabilities.layout(), probabilities.keys(), i, words);
      if (isWeighted) {
        into.backOff(weights.of(probabilities, i));
      } else {
        into.end();
      }
    }
  }

  private static void finish(
      ArpaText text, boolean weighted, double weight, Consumer<byte[]> sink) {
    if (weighted) {
      text.backOff(weight);
    } else {
      text.end();
    }
    if (text.size() >= BLOCK) {
      sink.accept(text.take());
    }
  }

  /** Back-off weights in context order, and a cursor that moves through them. */
  private static final class Weights {
    private final long[][] keys;
    private final long[] bits;
    private final int[] order;
    private int at;

    Weights(List<CountRun> runs) {
      List<CountRun> ascending = new ArrayList<>(runs);
      ascending.removeIf(run -> run.size() == 0);
      int size = ascending.stream().mapToInt(CountRun::size).reduce(0, Math::addExact);
      if (size == 0) {
        keys = new long[1][0];
        bits = new long[0];
        order = new int[0];
        return;
      }
      KeyLayout layout = ascending.get(0).layout();
      ascending.sort(
          Comparator.comparing(run -> run, (a, b) -> layout.compare(a.keys(), 0, b.keys(), 0)));
      keys = new long[layout.words()][size];
      bits = new long[size];
      int filled = 0;
      for (CountRun run : ascending) {
        for (int w = 0; w < keys.length; w++) {
          System.arraycopy(run.keys()[w], 0, keys[w], filled, run.size());
        }
        System.arraycopy(run.counts(), 0, bits, filled, run.size());
        filled += run.size();
      }
      order = ContextOrder.of(layout, keys, size).order();
    }

    double of(CountRun run, int i) {
      while (at < order.length) {
        int c = ContextOrder.compare(run.layout(), keys, order[at], run.keys(), i);
        if (c >= 0) {
          return c == 0 ? Double.longBitsToDouble(bits[order[at]]) : 1;
        }
        at++;
      }
      return 1;
    }
  }
}
