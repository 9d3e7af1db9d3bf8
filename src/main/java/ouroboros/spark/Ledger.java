package ouroboros.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import ouroboros.experiment.Manifest;
import ouroboros.policy.Part;
import ouroboros.policy.Recipe;
import ouroboros.policy.Source;

/** From where a training set came: a share an author. */
final class Ledger {
  private Ledger() {}

  /**
   * The authors of a training set, people first.
   *
   * @param tokens [parts]
   * @param mass [parts] what a part's share is measured by, before its weight
   * @param depth models between people and S_j
   */
  static List<Manifest.Share> of(
      Recipe recipe, long[] tokens, long[] mass, IntUnaryOperator depth) {
    TreeMap<Integer, long[]> authors = new TreeMap<>();
    TreeMap<Integer, Double> weights = new TreeMap<>();
    double all = 0;
    for (int i = 0; i < tokens.length; i++) {
      Part part = recipe.parts().get(i);
      int author = part.source() instanceof Source.Synthetic synthetic ? synthetic.generation() : 0;
      long[] sum = authors.computeIfAbsent(author, a -> new long[2]);
      sum[0] += part.units();
      sum[1] += tokens[i];
      double weight = (double) mass[i] * part.weight();
      weights.merge(author, weight, Double::sum);
      all += weight;
    }
    List<Manifest.Share> shares = new ArrayList<>();
    for (var author : authors.entrySet()) {
      int a = author.getKey();
      double share = all > 0 ? weights.getOrDefault(a, 0.0) / all : 0;
      shares.add(
          new Manifest.Share(
              a,
              a == 0 ? 0 : depth.applyAsInt(a),
              author.getValue()[0],
              author.getValue()[1],
              share));
    }
    return shares;
  }
}
