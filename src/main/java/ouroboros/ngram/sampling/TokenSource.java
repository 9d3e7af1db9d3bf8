package ouroboros.ngram.sampling;

/**
 * Draws the tokens of a sentence one by one, so that something else can decide between them. Not
 * thread-safe.
 */
interface TokenSource {
  /** Begins a sentence. */
  void begin();

  /** Draws the token that follows a context of the model. */
  int token(int context);

  /** Takes note of a token of the sentence, whoever drew it. */
  void say(int word);
}
