package ouroboros.library;

import java.util.List;
import ouroboros.spark.EstimationInput;
import ouroboros.text.CorpusSpec.Sentences;
import ouroboros.text.CorpusSpec.TokenizerKind;
import ouroboros.text.StatedText;
import ouroboros.text.token.TextPipeline;

/**
 * How text becomes sentences of tokens.
 *
 * @param tokenizer words, tokens between white space, or characters
 * @param sentences found in the text, or one a line
 * @param lowerCase whether text is lower-cased first
 */
public record TextReading(TokenizerKind tokenizer, Sentences sentences, boolean lowerCase) {
  /** The default of experiment files: words, sentences found in the text, lower case. */
  public static TextReading text() {
    return new TextReading(TokenizerKind.WORDS, Sentences.SPLIT, true);
  }

  /** Text that has tokens already: separated by spaces, a sentence a line, letters as they are. */
  public static TextReading tokens() {
    return new TextReading(TokenizerKind.WHITESPACE, Sentences.LINES, false);
  }

  StatedText stated() {
    return new StatedText(tokenizer, sentences, lowerCase, TextFolder.COLUMN);
  }

  EstimationInput input(String folder) {
    return new EstimationInput(
        List.of(folder),
        tokenizer,
        sentences,
        lowerCase ? TextPipeline.Case.LOWER : TextPipeline.Case.KEPT,
        TextFolder.COLUMN);
  }
}
