package ouroboros.cli;

import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Names;
import ouroboros.text.CorpusSpec.Sentences;
import ouroboros.text.CorpusSpec.TokenizerKind;
import ouroboros.text.StatedText;
import ouroboros.text.token.TextPipeline.Case;
import picocli.CommandLine.Option;

/** Options of commands that read text: how the text is split into tokens. */
final class TextOptions {
  @Option(
      names = "--tokenizer",
      paramLabel = "KIND",
      description = "words, whitespace or characters; words by default.",
      converter = TokenizerName.class)
  private @Nullable TokenizerKind tokenizer;

  @Option(
      names = "--sentences",
      paramLabel = "KIND",
      description = "split or lines; split by default.",
      converter = SentencesName.class)
  private @Nullable Sentences sentences;

  @Option(
      names = "--lower-case",
      arity = "1",
      paramLabel = "true|false",
      description = "Whether text is lower-cased first; true by default.")
  private @Nullable Boolean lowerCase;

  @Option(
      names = "--text",
      paramLabel = "FIELD",
      description =
          "Field or column that holds the text in JSON lines, CSV and Parquet; text by default.")
  private @Nullable String field;

  /** Created by picocli. */
  TextOptions() {}

  TokenizerKind tokenizer() {
    return tokenizer == null ? TokenizerKind.WORDS : tokenizer;
  }

  Sentences sentences() {
    return sentences == null ? Sentences.SPLIT : sentences;
  }

  Case letters() {
    return lowerCase == null || lowerCase ? Case.LOWER : Case.KEPT;
  }

  /** The options that the command line gives, without defaults. */
  StatedText stated() {
    return new StatedText(tokenizer, sentences, lowerCase, field);
  }

  static final class TokenizerName extends EnumName<TokenizerKind> {
    TokenizerName() {
      super(TokenizerKind.class);
    }
  }

  static final class SentencesName extends EnumName<Sentences> {
    SentencesName() {
      super(Sentences.class);
    }
  }

  /** Reads constants by the names that experiment files use. */
  abstract static class EnumName<E extends Enum<E>>
      implements picocli.CommandLine.ITypeConverter<E> {
    private final Class<E> type;

    EnumName(Class<E> type) {
      this.type = type;
    }

    @Override
    public E convert(String value) {
      StringBuilder names = new StringBuilder();
      for (E constant : type.getEnumConstants()) {
        if (Names.of(constant).equals(value)) {
          return constant;
        }
        names.append(names.isEmpty() ? "" : ", ").append(Names.of(constant));
      }
      throw new picocli.CommandLine.TypeConversionException(
          "\"" + value + "\" is none of " + names);
    }
  }
}
