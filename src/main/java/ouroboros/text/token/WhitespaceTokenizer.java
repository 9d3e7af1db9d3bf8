package ouroboros.text.token;

/**
 * A token is a longest sequence of characters other than space, tab, LF, VT, FF and CR: the white
 * space of ASCII, as in KenLM. Other white space of Unicode is part of a token, such as the narrow
 * no-break space within a number, so text that has tokens already is read as it was written.
 */
public final class WhitespaceTokenizer implements Tokenizer {
  @Override
  public void tokenize(String sentence, TokenSink sink) {
    int start = 0;
    for (int at = 0; at < sentence.length(); at++) {
      if (Blank.ascii(sentence.charAt(at))) {
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
