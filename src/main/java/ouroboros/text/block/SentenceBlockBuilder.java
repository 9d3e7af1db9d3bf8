package ouroboros.text.block;

import java.util.Arrays;

/**
 * Collects encoded sentences, one after the other, into a {@link SentenceBlock}. It can be used
 * again.
 */
public final class SentenceBlockBuilder {
  private long first;
  private int[] tokens = new int[1 << 12];
  private int[] ends = new int[1 << 8];
  private int[] strata = new int[1 << 8];
  private long[] periods = new long[1 << 8];
  private int[] documents = new int[1 << 8];
  private int[] paragraphs = new int[1 << 8];
  private int size;
  private int sentences;

  /** Forgets everything. The next sentence gets the number {@code unit}. */
  public void startAt(long unit) {
    first = unit;
    size = 0;
    sentences = 0;
  }

  /** How many sentences were collected so far. */
  public int sentences() {
    return sentences;
  }

  /** How many tokens were collected so far. */
  public int tokens() {
    return size;
  }

  /** Adds a token to the current sentence. */
  public void token(int id) {
    if (size == tokens.length) {
      tokens = Arrays.copyOf(tokens, size * 2);
    }
    tokens[size++] = id;
  }

  /** Adds the tokens {@code from[start .. end)} to the current sentence. */
  public void tokens(int[] from, int start, int end) {
    for (int i = start; i < end; i++) {
      token(from[i]);
    }
  }

  /** Ends the current sentence. */
  public void endSentence(int stratum, long period, int document, int paragraph) {
    if (sentences == ends.length) {
      ends = Arrays.copyOf(ends, sentences * 2);
      strata = Arrays.copyOf(strata, sentences * 2);
      periods = Arrays.copyOf(periods, sentences * 2);
      documents = Arrays.copyOf(documents, sentences * 2);
      paragraphs = Arrays.copyOf(paragraphs, sentences * 2);
    }
    ends[sentences] = size;
    strata[sentences] = stratum;
    periods[sentences] = period;
    documents[sentences] = document;
    paragraphs[sentences] = paragraph;
    sentences++;
  }

  /** A block that is a copy of what was collected. */
  public SentenceBlock build() {
    return new SentenceBlock(
        first,
        Arrays.copyOf(tokens, size),
        Arrays.copyOf(ends, sentences),
        Arrays.copyOf(strata, sentences),
        Arrays.copyOf(periods, sentences),
        Arrays.copyOf(documents, sentences),
        Arrays.copyOf(paragraphs, sentences));
  }
}
