package ouroboros.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One numbering of the types of R and of the texts that are compared with it. The types of R keep
 * their numbers. Then follow the new types of each text, in the order of that text's own numbers.
 * Used on the driver only.
 */
public final class JointTypes {
  private final Vocabulary real;
  private final Map<String, Integer> added = new HashMap<>();
  private final List<String> words = new ArrayList<>();
  private long[] counts;

  public JointTypes(Vocabulary real) {
    this.real = real;
    this.counts = new long[real.size()];
  }

  /**
   * Adds a text and returns the joint number of each of its types.
   *
   * @param text the types of the text
   * @param closed whether a type that R does not have becomes {@code <unk>}
   * @return [types of the text] the joint numbers
   */
  public int[] recode(Vocabulary text, boolean closed) {
    int[] ids = new int[text.size()];
    for (int id = 0; id < ids.length; id++) {
      ids[id] = id < Vocabulary.FIRST_WORD ? id : number(text.word(id), closed);
    }
    int size = real.size() + words.size();
    counts = Arrays.copyOf(counts, size);
    for (int id = 0; id < ids.length; id++) {
      counts[ids[id]] += text.realCount(id);
    }
    return ids;
  }

  private int number(String word, boolean closed) {
    int known = real.id(word);
    if (known != Vocabulary.UNK || closed) {
      return known;
    }
    return added.computeIfAbsent(
        word,
        w -> {
          words.add(w);
          return real.size() + words.size() - 1;
        });
  }

  public int size() {
    return counts.length;
  }

  /** [size] how often each type ends an n-gram, in all texts together. */
  public long[] counts() {
    long[] ends = counts.clone();
    ends[Vocabulary.BOS] = 0;
    return ends;
  }
}
