package ouroboros.text;

import java.util.Locale;

/** What a reader skipped, replaced or made up; each is counted and stands in the manifest. */
public enum Notice {
  /** Documents read. Not a loss: what the other counts are shares of. */
  DOCUMENTS,
  /** Files of no bytes. */
  EMPTY_FILES,
  /** Files in a folder whose names begin with a dot or an underscore: not read. */
  HIDDEN_FILES,
  /** Files named again, and links to a file that is there under another name: read once. */
  REPEATED_FILES,
  /** Lines of white space where each line is a document: no document. */
  BLANK_LINES,
  /** Byte order marks at the start of a file: dropped. */
  BYTE_ORDER_MARKS,
  /** Byte sequences that are no UTF-8: each replaced by U+FFFD. */
  REPLACED_BYTES,
  /** Halves of surrogate pairs in JSON escapes: replaced by U+FFFD. */
  REPLACED_SURROGATES,
  /** Documents without the id field: named by file and position. */
  MISSING_ID,
  /** Documents without the group field: grouped by id. */
  MISSING_GROUP,
  /** Documents without the stratum field: stratum {@code unknown}. */
  MISSING_STRATUM,
  /** Documents whose period is missing or no whole number: period unknown. */
  MISSING_PERIOD,
  /** Documents outside the sample. */
  NOT_SAMPLED,
  /** Documents dropped because an equal one was kept. */
  COPIES,
  /** Documents whose id another one before them has: kept. */
  REPEATED_IDS,
  /** Documents without a sentence. */
  EMPTY_DOCUMENTS,
  /** Sentences without a token: dropped. */
  EMPTY_SENTENCES,
  /** Tokens that look like a mark: kept behind a backslash. */
  ESCAPED_MARKS,
  /** Types of R and reserve below min-count or beyond max-vocabulary: now {@code <unk>}. */
  DROPPED_TYPES,
  /** Tokens that are now {@code <unk>}, in all parts. */
  UNKNOWN_TOKENS;

  /** The name in the manifest, such as {@code repeated-ids}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
