package ouroboros.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the types of a corpus from their counts in R and reserve, and numbers them.
 *
 * <p>The joint count of a type is its count in R and reserve together. Types are ordered by
 * descending joint count, ties by code units. A type is kept if its joint count is at least {@code
 * minCount} and fewer than {@code maxVocabulary} types come before it. The tokens of all other
 * types become {@code <unk>}. The result does not depend on the order of {@link #add}.
 */
public final class VocabularyBuilder {
  private record Type(String word, long real, long reserve) {
    long joint() {
      return real + reserve;
    }
  }

  private static final Comparator<Type> BY_WORD = Comparator.comparing(Type::word);
  private static final Comparator<Type> BY_JOINT_COUNT =
      Comparator.comparingLong(Type::joint).reversed().thenComparing(BY_WORD);
  private static final Comparator<Type> BY_ID =
      Comparator.comparingLong(Type::real)
          .reversed()
          .thenComparingLong(type -> type.real > 0 ? 0 : -type.reserve)
          .thenComparing(BY_WORD);

  private final int minCount;
  private final @Nullable Integer maxVocabulary;
  private final List<Type> types = new ArrayList<>();

  /**
   * @param minCount the smallest joint count of a type that is kept, at least 1
   * @param maxVocabulary how many types are kept at most, at least 1; null for all
   */
  public VocabularyBuilder(int minCount, @Nullable Integer maxVocabulary) {
    if (minCount < 1) {
      throw new IllegalArgumentException("min-count is " + minCount + "; it must be at least 1");
    }
    if (maxVocabulary != null && maxVocabulary < 1) {
      throw new IllegalArgumentException(
          "max-vocabulary is " + maxVocabulary + "; it must be at least 1");
    }
    this.minCount = minCount;
    this.maxVocabulary = maxVocabulary;
  }

  /** Adds a type with its complete counts; each word is added once. */
  public void add(String word, long real, long reserve) {
    if (real + reserve >= minCount) {
      types.add(new Type(word, real, reserve));
    }
  }

  /** How many types added so far are beyond {@code maxVocabulary}. */
  public long beyond() {
    return maxVocabulary == null ? 0 : Math.max(0, types.size() - maxVocabulary);
  }

  /**
   * The vocabulary of the types that were added.
   *
   * @param realSentences sentences of R: the count of {@code <s>} and of {@code </s>}
   * @param realTokens tokens of R; those that are not of a kept type are the count of {@code <unk>}
   */
  public Vocabulary build(long realSentences, long realTokens) {
    List<Type> kept = types;
    if (maxVocabulary != null && types.size() > maxVocabulary) {
      types.sort(BY_JOINT_COUNT);
      kept = new ArrayList<>(types.subList(0, maxVocabulary));
    }
    kept.sort(BY_ID);
    int size = Vocabulary.FIRST_WORD + kept.size();
    String[] words = Arrays.copyOf(Marks.WORDS, size);
    long[] counts = new long[size];
    long known = 0;
    for (int i = 0; i < kept.size(); i++) {
      words[Vocabulary.FIRST_WORD + i] = kept.get(i).word;
      counts[Vocabulary.FIRST_WORD + i] = kept.get(i).real;
      known += kept.get(i).real;
    }
    counts[Vocabulary.UNK] = realTokens - known;
    counts[Vocabulary.BOS] = realSentences;
    counts[Vocabulary.EOS] = realSentences;
    return new Vocabulary(words, counts);
  }
}
