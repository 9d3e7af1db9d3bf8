package ouroboros.text.token;

import ouroboros.text.CorpusSpec.TokenizerKind;

/** Cuts a sentence into tokens. An instance may have state, so it is not thread-safe. */
@FunctionalInterface
public interface Tokenizer {
  /** Gives the tokens of a sentence to the sink; a sentence of white space has none. */
  void tokenize(String sentence, TokenSink sink);

  /** A new tokenizer of a kind. */
  static Tokenizer of(TokenizerKind kind) {
    return switch (kind) {
      case WORDS -> new WordTokenizer();
      case WHITESPACE -> new WhitespaceTokenizer();
      case CHARACTERS -> new CharacterTokenizer();
    };
  }
}
