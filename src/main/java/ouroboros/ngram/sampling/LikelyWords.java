package ouroboros.ngram.sampling;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import ouroboros.ngram.smoothing.Interpolation;
import ouroboros.text.Vocabulary;

/**
 * The k most probable words after a context, without {@code </s>} and {@code <unk>}; of equally
 * probable words the one with the lower id. Lists are kept, so that a context is searched once. Not
 * thread-safe.
 *
 * <p>A word that is not seen after the context can be in the list only if it is in that of the
 * shorter context: all others come behind the k words there. Cost: one pass over the successors of
 * a context. Not for models that back off, where this does not hold.
 */
public final class LikelyWords {
  private final TokenProbabilities model;
  private final int most;
  private final Map<Integer, Words> known = new HashMap<>();

  /**
   * The most probable words after a context, most probable first.
   *
   * @param words [at most k]
   * @param probabilities [words] p(w | context)
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Words(int[] words, double[] probabilities) {
    /**
     * The word at a place in [0, 1) of these words, each as wide as its share of their probability.
     */
    public int at(double place) {
      double sum = Arrays.stream(probabilities).sum();
      double left = place * sum;
      for (int i = 0; i < words.length - 1; i++) {
        left -= probabilities[i];
        if (left < 0) {
          return words[i];
        }
      }
      return words[words.length - 1];
    }
  }

  /**
   * @param most k, at least 1
   */
  public LikelyWords(TokenProbabilities model, int most) {
    Interpolation interpolation = model.model().interpolation;
    if (interpolation.backsOff || interpolation.none()) {
      throw new IllegalArgumentException("the model must interpolate its orders");
    }
    this.model = model;
    this.most = most;
  }

  /** The most probable words after a context; empty where the vocabulary has no words. */
  public Words after(int context) {
    Words words = known.get(context);
    if (words == null) {
      words = find(context);
      known.put(context, words);
    }
    return words;
  }

  private Words find(int context) {
    Sampler sampler = model.model();
    Best best = new Best();
    for (int s = sampler.offsets[context]; s < sampler.offsets[context + 1]; s++) {
      best.offer(sampler.words[s], model.seen(s));
    }
    double factor = model.unseen(context);
    if (context == 0) {
      int left = most;
      int[] types = model.vocabulary();
      for (int i = 0; i < types.length && left > 0; i++) {
        if (sampler.find(0, types[i]) < 0) {
          best.offer(types[i], factor / types.length);
          left -= isWord(types[i]) ? 1 : 0;
        }
      }
    } else {
      Words shorter = after(sampler.shorter[context]);
      for (int i = 0; i < shorter.words.length; i++) {
        if (sampler.find(context, shorter.words[i]) < 0) {
          best.offer(shorter.words[i], factor * shorter.probabilities[i]);
        }
      }
    }
    return best.words();
  }

  private static boolean isWord(int id) {
    return id != Vocabulary.UNK && id != Vocabulary.EOS && id != Vocabulary.BOS;
  }

  /** The best k so far, best first. */
  private final class Best {
    private final int[] words = new int[most];
    private final double[] probabilities = new double[most];
    private int size;

    void offer(int word, double p) {
      if (!isWord(word) || (size == most && !before(word, p, size - 1))) {
        return;
      }
      int at = size == most ? size - 1 : size++;
      for (; at > 0 && before(word, p, at - 1); at--) {
        words[at] = words[at - 1];
        probabilities[at] = probabilities[at - 1];
      }
      words[at] = word;
      probabilities[at] = p;
    }

    private boolean before(int word, double p, int place) {
      return p > probabilities[place] || (p == probabilities[place] && word < words[place]);
    }

    Words words() {
      return new Words(Arrays.copyOf(words, size), Arrays.copyOf(probabilities, size));
    }
  }
}
