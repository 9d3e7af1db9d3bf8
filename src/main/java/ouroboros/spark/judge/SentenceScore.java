package ouroboros.spark.judge;

import java.io.Serializable;
import ouroboros.safeguard.judge.Judge;
import ouroboros.spark.cluster.Storage;

/** A number for a sentence, for use by one thread. */
interface SentenceScore {
  /** The number of the sentence {@code tokens[start .. end)}. */
  double of(int[] tokens, int start, int end);

  /** The numbers of the sentences {@code [0, many)}, the same as those of each alone. */
  default void of(int[][] sentences, int many, double[] into) {
    for (int i = 0; i < many; i++) {
      into[i] = of(sentences[i], 0, sentences[i].length);
    }
  }

  /** Makes a score inside a task, always one that gives the same numbers. */
  interface Maker extends Serializable {
    /** A score for use by one thread. */
    SentenceScore make(Storage storage);
  }

  /** Bits a token. Many sentences at once are faster. */
  record Bits(Judge judge) implements SentenceScore {
    @Override
    public double of(int[] tokens, int start, int end) {
      return judge.bitsPerToken(tokens, start, end);
    }

    @Override
    public void of(int[][] sentences, int many, double[] into) {
      judge.bitsPerToken(sentences, many, into);
    }
  }
}
