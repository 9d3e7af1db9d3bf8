package ouroboros.text.token;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;

/**
 * A token is a user-perceived character (ICU grapheme cluster, root locale). White space inside the
 * sentence, however long, becomes one token {@value #SPACE}, so that the words can be found again.
 * White space at the edges is dropped, and no token begins or ends with it.
 */
public final class CharacterTokenizer implements Tokenizer {
  /** The token for white space: U+2581, "lower one eighth block". */
  public static final String SPACE = "\u2581";

  private final BreakIterator breaks = BreakIterator.getCharacterInstance(ULocale.ROOT);

  @Override
  public void tokenize(String sentence, TokenSink sink) {
    breaks.setText(sentence);
    boolean any = false;
    boolean gap = false;
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      int from = start;
      while (from < end && Blank.unseen(sentence.codePointAt(from))) {
        gap |= Blank.space(sentence.codePointAt(from));
        from += Character.charCount(sentence.codePointAt(from));
      }
      int to = end;
      while (from < to && Blank.space(sentence.codePointBefore(to))) {
        to -= Character.charCount(sentence.codePointBefore(to));
      }
      if (from < to) {
        if (gap && any) {
          sink.token(SPACE, 0, SPACE.length());
        }
        sink.token(sentence, from, to);
        any = true;
        gap = to < end;
      }
      start = end;
    }
  }
}
