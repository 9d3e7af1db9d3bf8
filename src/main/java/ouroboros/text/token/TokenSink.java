package ouroboros.text.token;

/** Takes the tokens of a sentence, in their order. */
@FunctionalInterface
public interface TokenSink {
  /** The token {@code text[start .. end)}, not empty and without white space. */
  void token(String text, int start, int end);
}
