package ouroboros.text;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code corpus} section of an experiment: which text, and how it becomes encoded sentences.
 *
 * @param source paths, globs or {@code bundled:strata}; text, JSON lines, CSV or Parquet; .gz,
 *     .bz2, .zst
 * @param text field that holds the text
 * @param id field that holds the document's id; without it, the file name and the document's number
 * @param stratum field that holds the document's stratum; without it, all documents are in the
 *     stratum {@code all}
 * @param strata the strata whose documents are used; empty for all
 * @param period field that holds a whole number such as a year, or a date of ISO 8601
 * @param group field by which documents are grouped: documents of one group are in the same part;
 *     without it, the id
 * @param documents what counts as one document in plain text
 * @param sample share of the documents that is used, chosen by a hash of the id, in (0, 1]
 * @param deduplicate whether equal documents are dropped
 * @param tokenizer how sentences become tokens
 * @param sentences how documents become sentences
 * @param lowerCase whether text is lower-cased first (root locale)
 * @param minCount types rarer than this in R and reserve together become {@code <unk>}; at least 1
 * @param maxVocabulary how many types are kept, the most frequent ones; null for all
 * @param split shares of the documents in the four parts
 * @param resample whether each replicate draws R's documents again, with replacement
 * @param countsOfCounts a file that says how many types occur once, twice .. in R, instead of text;
 *     enough for a forecast
 */
public record CorpusSpec(
    List<String> source,
    String text,
    @Nullable String id,
    @Nullable String stratum,
    List<String> strata,
    @Nullable String period,
    @Nullable String group,
    Documents documents,
    double sample,
    Deduplicate deduplicate,
    TokenizerKind tokenizer,
    Sentences sentences,
    boolean lowerCase,
    int minCount,
    @Nullable Integer maxVocabulary,
    Split split,
    boolean resample,
    @Nullable String countsOfCounts)
    implements Serializable {

  /** Keeps a copy; a manifest of a corpus of all strata does not name them. */
  public CorpusSpec {
    strata = strata == null ? List.of() : List.copyOf(strata);
  }

  /** The documents of all strata. */
  public CorpusSpec(
      List<String> source,
      String text,
      @Nullable String id,
      @Nullable String stratum,
      @Nullable String period,
      @Nullable String group,
      Documents documents,
      double sample,
      Deduplicate deduplicate,
      TokenizerKind tokenizer,
      Sentences sentences,
      boolean lowerCase,
      int minCount,
      @Nullable Integer maxVocabulary,
      Split split,
      boolean resample,
      @Nullable String countsOfCounts) {
    this(
        source,
        text,
        id,
        stratum,
        List.of(),
        period,
        group,
        documents,
        sample,
        deduplicate,
        tokenizer,
        sentences,
        lowerCase,
        minCount,
        maxVocabulary,
        split,
        resample,
        countsOfCounts);
  }

  /** What counts as one document in plain text. */
  public enum Documents {
    FILE,
    LINE
  }

  /** Which documents are dropped as copies. */
  public enum Deduplicate {
    NONE,
    EXACT
  }

  /** How a sentence becomes tokens. */
  public enum TokenizerKind {
    WORDS,
    WHITESPACE,
    CHARACTERS
  }

  /** How a document becomes sentences. */
  public enum Sentences {
    SPLIT,
    LINES
  }

  /**
   * The shares of the documents in the four parts. A hash of the id decides on the part. Each share
   * is in [0, 1], and they add up to 1.
   *
   * @param realUntil what the hash gives to R or to the reserve is in R up to this period, and in
   *     the reserve after it; a {@link PeriodValue}; null where the hash decides
   */
  public record Split(
      double real, double reserve, double guard, double test, @Nullable Long realUntil)
      implements Serializable {
    /** The shares 0.6, 0.2, 0.1 and 0.1. */
    public static final Split DEFAULT = new Split(0.6, 0.2, 0.1, 0.1);

    /** The hash decides on every part. */
    public Split(double real, double reserve, double guard, double test) {
      this(real, reserve, guard, test, null);
    }

    /** The share of a part. */
    public double of(Part part) {
      return switch (part) {
        case REAL -> real;
        case RESERVE -> reserve;
        case GUARD -> guard;
        case TEST -> test;
      };
    }
  }
}
