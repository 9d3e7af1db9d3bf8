package ouroboros.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ouroboros.text.CorpusSpec.Sentences;
import ouroboros.text.CorpusSpec.TokenizerKind;

/**
 * How text becomes tokens, as far as a user or a file states it. A component that is null is not
 * stated.
 *
 * @param field the field that holds the text in JSON lines, tables and Parquet
 */
public record StatedText(
    @Nullable TokenizerKind tokenizer,
    @Nullable Sentences sentences,
    @Nullable Boolean lowerCase,
    @Nullable String field) {
  /** Nothing is stated. */
  public static final StatedText NOTHING = new StatedText(null, null, null);

  private static final String FIELD = "text";

  /** Without the name of a field. */
  public StatedText(
      @Nullable TokenizerKind tokenizer,
      @Nullable Sentences sentences,
      @Nullable Boolean lowerCase) {
    this(tokenizer, sentences, lowerCase, null);
  }

  /** The same, where the text is in a field of another name. */
  public StatedText inField(@Nullable String name) {
    return new StatedText(tokenizer, sentences, lowerCase, name);
  }

  /**
   * Whether it states that the text has tokens already: separated by spaces, a sentence to a line,
   * as {@code generate} writes them.
   */
  public boolean isTokenized() {
    return tokenizer == TokenizerKind.WHITESPACE && sentences == Sentences.LINES;
  }

  private static final CorpusSpec.Split ALL_REAL = new CorpusSpec.Split(1, 0, 0, 0);

  /** The same, where what is not stated gets its default: words, split, lower-cased. */
  public StatedText orDefaults() {
    return new StatedText(
        tokenizer == null ? TokenizerKind.WORDS : tokenizer,
        sentences == null ? Sentences.SPLIT : sentences,
        lowerCase == null || lowerCase,
        field == null ? FIELD : field);
  }

  /** The choices of a corpus section. */
  public static StatedText of(CorpusSpec spec) {
    return new StatedText(spec.tokenizer(), spec.sentences(), spec.lowerCase());
  }

  /** A corpus of these files, all of it R. What is not stated is chosen by {@link #orDefaults}. */
  public CorpusSpec spec(List<String> inputs) {
    StatedText whole = orDefaults();
    Sentences breaks = Objects.requireNonNull(whole.sentences);
    return new CorpusSpec(
        inputs,
        Objects.requireNonNull(whole.field),
        null,
        null,
        null,
        null,
        breaks == Sentences.LINES ? CorpusSpec.Documents.LINE : CorpusSpec.Documents.FILE,
        1,
        CorpusSpec.Deduplicate.NONE,
        Objects.requireNonNull(whole.tokenizer),
        breaks,
        Boolean.TRUE.equals(whole.lowerCase),
        1,
        null,
        ALL_REAL,
        false,
        null);
  }

  /** One line for each choice that both state and that differs. */
  public List<String> differences(StatedText that) {
    List<String> lines = new ArrayList<>();
    compare("tokenizer", tokenizer, that.tokenizer, lines);
    compare("sentences", sentences, that.sentences, lines);
    compare("lower-case", lowerCase, that.lowerCase, lines);
    return lines;
  }

  private static void compare(
      String key, @Nullable Object mine, @Nullable Object other, List<String> lines) {
    if (mine != null && other != null && !mine.equals(other)) {
      lines.add(key + " is " + shown(mine) + ", not " + shown(other));
    }
  }

  private static String shown(Object value) {
    return value.toString().toLowerCase(java.util.Locale.ROOT);
  }
}
