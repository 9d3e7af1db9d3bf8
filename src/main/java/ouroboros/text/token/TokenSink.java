package ouroboros.text.token;

/** Takes the tokens of a sentence, in their order. */
@FunctionalInterface
public interface TokenSink {
  /** Takes the token {@code text[start .. end)}, which is not empty and contains no white space. */
  void token(String text, int start, int end);
}
