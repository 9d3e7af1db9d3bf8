package ouroboros.ngram.sampling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ouroboros.ngram.Texts;
import ouroboros.ngram.count.FollowerCounter;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.smoothing.JelinekMercer;
import ouroboros.text.Vocabulary;

/** Text searched from its first token to its last, sentence by sentence. */
final class PlainSearch {
  private final List<List<Integer>> sentences = new ArrayList<>();
  private final List<int[]> text;

  PlainSearch(List<int[]> text) {
    this.text = text;
    for (int[] sentence : text) {
      List<Integer> all = new ArrayList<>(List.of(Vocabulary.BOS));
      for (int token : sentence) {
        all.add(token);
      }
      all.add(Vocabulary.EOS);
      sentences.add(all);
    }
  }

  /** How often each token follows these tokens. */
  Map<Integer, Long> behind(List<Integer> tokens) {
    Map<Integer, Long> next = new TreeMap<>();
    for (List<Integer> sentence : sentences) {
      for (int end = Math.max(1, tokens.size()); end < sentence.size(); end++) {
        if (sentence.subList(end - tokens.size(), end).equals(tokens)) {
          next.merge(sentence.get(end), 1L, Long::sum);
        }
      }
    }
    return next;
  }

  /** The next token behind the longest end of a history that the text has. */
  Map<Integer, Double> likelihood(List<Integer> history, int order) {
    Map<Integer, Long> next = Map.of();
    for (int n = Math.min(order - 1, history.size()); n >= 0 && next.isEmpty(); n--) {
      next = behind(history.subList(history.size() - n, history.size()));
    }
    return shares(next);
  }

  static Map<Integer, Double> shares(Map<Integer, Long> counts) {
    double all = counts.values().stream().mapToLong(Long::longValue).sum();
    Map<Integer, Double> shares = new TreeMap<>();
    counts.forEach((token, count) -> shares.put(token, count / all));
    return shares;
  }

  /** The text as a model without smoothing that has contexts of all lengths. */
  Sampler sampler(int order) {
    List<Double> whole = java.util.Collections.nCopies(order, 1.0);
    return SamplerCompiler.compile(
        Texts.count(KeyLayout.of(order, 64), text), order, new JelinekMercer(whole), null);
  }

  /** The text as a store that looks up ends of at most {@code match} tokens. */
  StoredText stored(int match, int realEnd) {
    FollowerCounter counter =
        new FollowerCounter(KeyLayout.of(match + 1, 64), Vocabulary.EOS, realEnd, 0, false);
    text.forEach(sentence -> counter.add(sentence, 0, sentence.length));
    return StoredText.of(counter.finish());
  }
}
