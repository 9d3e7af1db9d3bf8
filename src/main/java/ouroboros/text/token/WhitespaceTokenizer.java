package ouroboros.text.token;

/** Tokens are what stands between code points with the Unicode property White_Space. */
public final class WhitespaceTokenizer implements Tokenizer {
  @Override
  public void tokenize(String sentence, TokenSink sink) {
    int start = 0;
    for (int at = 0; at < sentence.length(); at++) {
      // All White_Space code points lie in the basic plane.
      if (Blank.space(sentence.charAt(at))) {
        if (start < at) {
          sink.token(sentence, start, at);
        }
        start = at + 1;
      }
    }
    if (start < sentence.length()) {
      sink.token(sentence, start, sentence.length());
    }
  }
}
