package ouroboros.text.token;

/** A token is a longest sequence of code points without the Unicode property White_Space. */
public final class WhitespaceTokenizer implements Tokenizer {
  @Override
  public void tokenize(String sentence, TokenSink sink) {
    int start = 0;
    for (int at = 0; at < sentence.length(); at++) {
      // All White_Space code points are in the Basic Multilingual Plane, so one char is enough.
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
