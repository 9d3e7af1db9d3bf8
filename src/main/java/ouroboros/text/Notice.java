package ouroboros.text;

import java.util.Locale;

/**
 * What a reader skipped, replaced or made up. Each kind is counted, and the count is in the
 * manifest.
 */
public enum Notice {
  /** Documents read. This is not a loss: the other counts are compared with it. */
  DOCUMENTS,
  /** Files without any byte. */
  EMPTY_FILES,
  /**
   * Files in a folder, or found by a wildcard, whose names begin with a dot or an underscore, and
   * all files in folders with such names: not read.
   */
  HIDDEN_FILES,
  /**
   * Files that are listed twice, and links to a file that is listed under another name: read once.
   */
  REPEATED_FILES,
  /** Lines of white space only, where each line is a document: they give no document. */
  BLANK_LINES,
  /** Byte order marks at the start of a file: dropped. */
  BYTE_ORDER_MARKS,
  /** Byte sequences that are not valid UTF-8, and U+0000: each is replaced by U+FFFD. */
  REPLACED_BYTES,
  /** C2PA marks in a text: removed, and kept as its origin. */
  CONTENT_CREDENTIALS,
  /** Documents with a C2PA mark that says that a model wrote them: kept, without the mark. */
  CREDENTIALS_OF_MODELS,
  /** Broken C2PA marks: removed. */
  BROKEN_CREDENTIALS,
  /** Halves of surrogate pairs in JSON escapes: replaced by U+FFFD. */
  REPLACED_SURROGATES,
  /** Documents without the id field: the id is made of file and position. */
  MISSING_ID,
  /** Documents without the group field: grouped by id. */
  MISSING_GROUP,
  /** Documents without the stratum field: stratum {@code unknown}. */
  MISSING_STRATUM,
  /**
   * Documents whose period is missing, or neither a whole number nor a date: the period is unknown.
   */
  MISSING_PERIOD,
  /** Documents that are not in the sample. */
  NOT_SAMPLED,
  /** Documents of strata that {@code corpus.strata} does not name: left out. */
  OTHER_STRATA,
  /** Documents dropped because an equal one was kept. */
  COPIES,
  /** Documents with the id of an earlier document: kept. */
  REPEATED_IDS,
  /** Documents without a sentence. */
  EMPTY_DOCUMENTS,
  /** Sentences without a token: dropped. */
  EMPTY_SENTENCES,
  /** Tokens that look like a mark: kept behind a backslash. */
  ESCAPED_MARKS,
  /** Types of R and reserve below min-count or beyond max-vocabulary: they become {@code <unk>}. */
  DROPPED_TYPES,
  /** Tokens that become {@code <unk>}, in all parts. */
  UNKNOWN_TOKENS;

  /** The name in the manifest, such as {@code repeated-ids}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
