package ouroboros.text;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code corpus} section of an experiment: which text, and how it becomes encoded sentences.
 *
 * @param source paths, globs or {@code bundled:strata}; text, JSON lines or Parquet; .gz, .bz2
 * @param text field that holds the text
 * @param id field that holds the document's id; without it, the file name and the document's number
 * @param stratum field with the document's stratum; without it, one stratum {@code all}
 * @param period field with a number such as a year
 * @param group field by which documents are kept together in one part; without it, the id
 * @param documents what a document is in plain text
 * @param sample share of documents, by hash of id, in (0, 1]
 * @param deduplicate whether equal documents are dropped
 * @param tokenizer how sentences become tokens
 * @param sentences how documents become sentences
 * @param lowerCase whether text is lower-cased first (root locale)
 * @param minCount types rarer than this in R and reserve together become {@code <unk>}; at least 1
 * @param maxVocabulary types kept, the most frequent first; null for all
 * @param split shares of documents
 * @param resample whether R's documents are redrawn with replacement per replicate
 */
public record CorpusSpec(
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
    boolean resample)
    implements Serializable {

  /** What a document is in plain text. */
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

  /** Shares of documents, by hash of id; each in [0, 1], together 1. */
  public record Split(double real, double reserve, double guard, double test)
      implements Serializable {
    /** 0.6, 0.2, 0.1, 0.1. */
    public static final Split DEFAULT = new Split(0.6, 0.2, 0.1, 0.1);

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
