package ouroboros.ngram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import ouroboros.text.Vocabulary;

/** The smoothings by the formulas of their papers: maps, recursion, no sharing with the room. */
public final class ReferenceModel {
  private final int order;
  private final String kind;
  private final Set<Integer> vocabulary;
  private final double k;
  private final List<Double> weights;

  /** Occurrences of n-grams of every order, sentences as {@code <s> .. </s>}. */
  private final Map<List<Integer>, Long> raw = new HashMap<>();

  private final Map<List<Integer>, Set<Integer>> left = new HashMap<>();
  private final Map<List<Integer>, Set<Integer>> successors = new HashMap<>();
  private final double[][] discounts;

  public ReferenceModel(
      List<int[]> sentences,
      int order,
      String kind,
      Set<Integer> vocabulary,
      double k,
      List<Double> weights) {
    this.order = order;
    this.kind = kind;
    this.vocabulary = vocabulary;
    this.k = k;
    this.weights = weights;
    for (int[] sentence : sentences) {
      List<Integer> all = new ArrayList<>();
      all.add(Vocabulary.BOS);
      for (int token : sentence) {
        all.add(token);
      }
      all.add(Vocabulary.EOS);
      for (int end = 1; end < all.size(); end++) {
        for (int n = 1; n <= order && end - n + 1 >= 0; n++) {
          List<Integer> gram = List.copyOf(all.subList(end - n + 1, end + 1));
          raw.merge(gram, 1L, Long::sum);
          successors
              .computeIfAbsent(gram.subList(0, n - 1), h -> new TreeSet<>())
              .add(all.get(end));
          if (end - n >= 0) {
            left.computeIfAbsent(gram, g -> new HashSet<>()).add(all.get(end - n));
          }
        }
      }
    }
    discounts = new double[order + 1][];
    for (int n = 1; n <= order; n++) {
      discounts[n] = discounts(n);
    }
  }

  /** All contexts that are seen, {@code <s>} among them. */
  public Set<List<Integer>> contexts() {
    return successors.keySet();
  }

  private long count(List<Integer> gram) {
    long occurrences = raw.getOrDefault(gram, 0L);
    boolean adjusted = kind.endsWith("kneser-ney") && gram.size() < order;
    return adjusted && occurrences > 0 && gram.get(0) != Vocabulary.BOS
        ? left.get(gram).size()
        : occurrences;
  }

  private double[] discounts(int n) {
    double[] m = new double[8];
    for (List<Integer> gram : raw.keySet()) {
      if (gram.size() == n && count(gram) < 8) {
        m[(int) count(gram)]++;
      }
    }
    double[] d = new double[7];
    if (kind.equals("katz")) {
      double a = 6 * m[6] / m[1];
      for (int r = 1; r <= 5; r++) {
        double ratio = ((r + 1) * m[r + 1] / m[r] / r - a) / (1 - a);
        if (!(ratio > 0 && ratio <= 1)) {
          return new double[] {0, .5, 1, 1.5, 1.5, 1.5, 1.5};
        }
        d[r] = r * (1 - ratio);
      }
    } else if (kind.equals("modified-kneser-ney")) {
      double y = m[1] / (m[1] + 2 * m[2]);
      for (int r = 1; r <= 3; r++) {
        d[r] = r - (r + 1) * y * m[r + 1] / m[r];
        if (!(m[1] > 0 && m[2] > 0 && m[3] > 0 && d[r] >= 0 && d[r] <= r)) {
          return new double[] {0, .5, 1, 1.5, 1.5, 1.5, 1.5};
        }
      }
      d[4] = d[5] = d[6] = d[3];
    } else {
      java.util.Arrays.fill(d, m[1] > 0 && m[2] > 0 ? m[1] / (m[1] + 2 * m[2]) : .5);
    }
    return d;
  }

  private double discount(List<Integer> gram) {
    return discounts[gram.size()][(int) Math.min(6, count(gram))];
  }

  /** p(w | history), the history already cut to at most order - 1 tokens. */
  public double probability(List<Integer> h, int w) {
    return switch (kind) {
      case "none" -> successors.containsKey(h) ? count(with(h, w)) / total(h) : 0;
      case "additive" -> additive(h, w);
      case "katz" -> katz(h, w);
      default -> interpolated(h, w);
    };
  }

  private double additive(List<Integer> h, int w) {
    boolean whole = h.size() == order - 1 || (!h.isEmpty() && h.get(0) == Vocabulary.BOS);
    double v = vocabulary.size();
    if (!vocabulary.contains(w)) {
      return 0;
    }
    if (!whole || !successors.containsKey(h)) {
      return 1 / v;
    }
    return (count(with(h, w)) + k) / (total(h) + k * v);
  }

  private double interpolated(List<Integer> h, int w) {
    double below =
        h.isEmpty()
            ? (vocabulary.contains(w) ? 1.0 / vocabulary.size() : 0)
            : interpolated(h.subList(1, h.size()), w);
    if (!successors.containsKey(h)) {
      return below;
    }
    double c = count(with(h, w));
    double all = total(h);
    if (kind.equals("witten-bell")) {
      double t = successors.get(h).size();
      return (c + t * below) / (all + t);
    }
    if (kind.equals("jelinek-mercer")) {
      double lambda = weights.get(h.size());
      return lambda * c / all + (1 - lambda) * below;
    }
    double taken = 0;
    for (int seen : successors.get(h)) {
      taken += discount(with(h, seen));
    }
    return ((c > 0 ? c - discount(with(h, w)) : 0) + taken * below) / all;
  }

  private double katz(List<Integer> h, int w) {
    if (!successors.containsKey(h)) {
      return katz(h.subList(1, h.size()), w);
    }
    double unseen = 0;
    double given = 0;
    for (int v : vocabulary) {
      if (!successors.get(h).contains(v)) {
        unseen += h.isEmpty() ? 1 : katz(h.subList(1, h.size()), v);
      }
    }
    double all = total(h);
    for (int seen : successors.get(h)) {
      given += discount(with(h, seen)) / all;
    }
    boolean closed = unseen < 1e-12;
    if (successors.get(h).contains(w)) {
      double c = count(with(h, w));
      return (closed ? c : c - discount(with(h, w))) / all;
    }
    if (closed || !vocabulary.contains(w)) {
      return 0;
    }
    return given / unseen * (h.isEmpty() ? 1 : katz(h.subList(1, h.size()), w));
  }

  private double total(List<Integer> h) {
    double total = 0;
    for (int w : successors.get(h)) {
      total += count(with(h, w));
    }
    return total;
  }

  private static List<Integer> with(List<Integer> h, int w) {
    List<Integer> gram = new ArrayList<>(h);
    gram.add(w);
    return gram;
  }
}
