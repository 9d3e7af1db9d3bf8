package ouroboros.ngram.heldout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ouroboros.text.Vocabulary;

/** The formula of the evaluation model: maps and recursion, no sharing but the discounts. */
final class EvaluationFormula {
  private final DiscountCurve[] curves;
  private final int closed;

  /** x of every n-gram, sentences as {@code <s> .. </s>}. */
  private final Map<List<Integer>, Double> x = new HashMap<>();

  private final Map<List<Integer>, Set<Integer>> successors = new HashMap<>();

  EvaluationFormula(
      List<int[]> sentences, int order, double size, int closed, DiscountCurve[] curves) {
    this.closed = closed;
    this.curves = curves;
    Map<List<Integer>, Long> counts = new HashMap<>();
    long tokens = 0;
    for (int[] sentence : sentences) {
      List<Integer> all = new ArrayList<>(List.of(Vocabulary.BOS));
      for (int token : sentence) {
        all.add(token);
      }
      all.add(Vocabulary.EOS);
      tokens += all.size() - 1;
      for (int end = 1; end < all.size(); end++) {
        for (int n = 1; n <= order && end - n + 1 >= 0; n++) {
          List<Integer> gram = List.copyOf(all.subList(end - n + 1, end + 1));
          counts.merge(gram, 1L, Long::sum);
          successors
              .computeIfAbsent(gram.subList(0, n - 1), h -> new HashSet<>())
              .add(all.get(end));
        }
      }
    }
    for (Map.Entry<List<Integer>, Long> gram : counts.entrySet()) {
      double relative = gram.getValue() * size / tokens;
      if (gram.getKey().size() == order || gram.getKey().get(0) == Vocabulary.BOS) {
        x.put(gram.getKey(), relative);
      }
      List<Integer> shorter = gram.getKey().subList(1, gram.getKey().size());
      if (!shorter.isEmpty()) {
        x.merge(shorter, Math.min(1, relative), Double::sum);
      }
    }
  }

  double probability(List<Integer> history, int word, int vocabulary) {
    double lower =
        history.isEmpty()
            ? 1.0 / vocabulary
            : probability(history.subList(1, history.size()), word, vocabulary);
    Set<Integer> seen = successors.getOrDefault(history, Set.of());
    if (seen.isEmpty()) {
      return lower;
    }
    DiscountCurve curve = curves[history.size() + 1];
    double total = 0;
    double taken = 0;
    double kept = 0;
    for (int next : seen) {
      List<Integer> gram = new ArrayList<>(history);
      gram.add(next);
      double count = x.get(gram);
      double discount = curve.of(Math.round(count * RelativeScale.ONE)) / RelativeScale.ONE;
      total += count;
      taken += discount;
      if (next == word || (word == Vocabulary.UNK && next >= closed)) {
        kept += count - discount;
      }
    }
    return (kept + taken * lower) / total;
  }
}
