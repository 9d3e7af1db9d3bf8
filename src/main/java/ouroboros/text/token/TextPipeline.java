package ouroboros.text.token;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.util.ULocale;
import com.ibm.icu.util.VersionInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import ouroboros.text.CorpusSpec;
import ouroboros.text.CorpusSpec.Sentences;
import ouroboros.text.CorpusSpec.TokenizerKind;
import ouroboros.text.Marks;

/**
 * A document into sentences of tokens: NFC, sentence breaks, lower case (root locale, and NFC
 * again), tokens. Sentences are cut before lower-casing, because their breaks depend on case.
 *
 * <p>ICU does all of it, not the JDK, so that the same ICU version gives the same tokens with every
 * Java version. Not thread-safe.
 */
public final class TextPipeline {
  private static final Normalizer2 NFC = Normalizer2.getNFCInstance();

  private final SentenceSplitter splitter;
  private final Tokenizer tokenizer;
  private final boolean lowerCase;
  private final boolean composed;

  private TextPipeline(
      SentenceSplitter splitter, Tokenizer tokenizer, boolean lowerCase, boolean composed) {
    this.splitter = splitter;
    this.tokenizer = tokenizer;
    this.lowerCase = lowerCase;
    this.composed = composed;
  }

  /** The pipeline of a corpus section. */
  public static TextPipeline of(CorpusSpec spec) {
    return of(spec.tokenizer(), spec.sentences(), spec.lowerCase() ? Case.LOWER : Case.KEPT);
  }

  /** Whether capital letters are kept or lower-cased. */
  public enum Case {
    KEPT,
    LOWER
  }

  /** A pipeline with the given tokenizer, sentence breaks and letter case. */
  public static TextPipeline of(TokenizerKind tokenizer, Sentences sentences, Case letters) {
    return new TextPipeline(
        SentenceSplitter.of(sentences), Tokenizer.of(tokenizer), letters == Case.LOWER, true);
  }

  /**
   * The same pipeline, but without NFC: for the words of a model that another program made, which
   * are as its text was.
   */
  public static TextPipeline asWritten(CorpusSpec spec) {
    return new TextPipeline(
        SentenceSplitter.of(spec.sentences()),
        Tokenizer.of(spec.tokenizer()),
        spec.lowerCase(),
        false);
  }

  /** The version of ICU, on which all breaks depend. */
  public static String icuVersion() {
    return VersionInfo.ICU_VERSION.toString();
  }

  /**
   * Gives the sentences of a document to the sink, ready for {@link #tokens}. Some may be blank.
   */
  public void sentences(String document, Consumer<String> sink) {
    splitter.split(
        composed(document),
        sentence ->
            sink.accept(
                lowerCase ? composed(UCharacter.toLowerCase(ULocale.ROOT, sentence)) : sentence));
  }

  private String composed(String text) {
    return composed ? NFC.normalize(text) : text;
  }

  /** Gives the tokens of one of these sentences to the sink. Marks are not yet escaped. */
  public void tokens(String sentence, TokenSink sink) {
    tokenizer.tokenize(sentence, sink);
  }

  /**
   * The tokens of a document, sentence by sentence. Sentences without a token are left out, and
   * marks are escaped.
   */
  public List<List<String>> read(String document) {
    List<List<String>> sentences = new ArrayList<>();
    sentences(
        document,
        sentence -> {
          List<String> tokens = new ArrayList<>();
          tokens(
              sentence,
              (text, start, end) -> {
                String token = text.substring(start, end);
                tokens.add(Marks.looksLikeOne(text, start, end) ? Marks.escaped(token) : token);
              });
          if (!tokens.isEmpty()) {
            sentences.add(tokens);
          }
        });
    return sentences;
  }
}
