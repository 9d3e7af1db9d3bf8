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

  /** The context after the token that was drawn last; negative where it must be looked up. */
  default int follows() {
    return -1;
  }

  /** Takes note of a token of the sentence, whoever drew it. */
  void say(int word);
}
