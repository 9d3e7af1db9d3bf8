package ouroboros.experiment.store;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;

/** The provenance of a training set: one share per author. */
public final class Ledger {
  private Ledger() {}

  /**
   * What one author contributes to a training set.
   *
   * @param author 0 for people, j for S_j
   * @param mass the quantity from which its share is computed, weights included
   * @param writers which members of an ecosystem wrote it; empty where there is one model
   */
  public record Entry(
      int author, long units, long tokens, double mass, List<Manifest.Written> writers) {
    /** Of one model, or of people. */
    public Entry(int author, long units, long tokens, double mass) {
      this(author, units, tokens, mass, List.of());
    }

    /** Copies the list. */
    public Entry {
      writers = List.copyOf(writers);
    }
  }

  /** The author of the units of a line. */
  public static int author(RecipeLine line) {
    return line.source() instanceof Source.Synthetic synthetic ? synthetic.generation() : 0;
  }

  /**
   * The shares of the authors of a training set, people first.
   *
   * @param depth maps j to the number of models between people and S_j
   */
  public static List<Manifest.Share> of(List<Entry> entries, IntUnaryOperator depth) {
    TreeMap<Integer, long[]> authors = new TreeMap<>();
    TreeMap<Integer, Double> masses = new TreeMap<>();
    double all = 0;
    for (Entry entry : entries) {
      long[] sum = authors.computeIfAbsent(entry.author(), a -> new long[2]);
      sum[0] += entry.units();
      sum[1] += entry.tokens();
      masses.merge(entry.author(), entry.mass(), Double::sum);
      all += entry.mass();
    }
    List<Manifest.Share> shares = new ArrayList<>();
    for (var author : authors.entrySet()) {
      int a = author.getKey();
      double share = all > 0 ? masses.getOrDefault(a, 0.0) / all : 0;
      shares.add(
          new Manifest.Share(
              a,
              a == 0 ? 0 : depth.applyAsInt(a),
              author.getValue()[0],
              author.getValue()[1],
              share,
              Manifest.Written.sum(
                  entries.stream()
                      .filter(entry -> entry.author() == a)
                      .map(Entry::writers)
                      .toList())));
    }
    return shares;
  }
}
