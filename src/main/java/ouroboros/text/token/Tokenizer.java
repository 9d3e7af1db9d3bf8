package ouroboros.text.token;

import ouroboros.text.CorpusSpec.TokenizerKind;

/** Cuts a sentence into tokens. An instance may hold state and serves one thread. */
@FunctionalInterface
public interface Tokenizer {
  /** Gives the tokens of a sentence to the sink; none for a sentence of white space. */
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
