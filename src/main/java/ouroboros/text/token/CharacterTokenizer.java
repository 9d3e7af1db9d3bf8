package ouroboros.text.token;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;

/**
 * A token is a user-perceived character (ICU grapheme cluster, root locale). A run of white space
 * within the sentence is the one token {@value #SPACE}, so that words can be told apart again; at
 * the edges it is dropped.
 */
public final class CharacterTokenizer implements Tokenizer {
  /** What stands for white space: U+2581, lower one eighth block. */
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
      if (from < end) {
        if (gap && any) {
          sink.token(SPACE, 0, SPACE.length());
        }
        sink.token(sentence, from, end);
        any = true;
        gap = false;
      }
      start = end;
    }
  }
}
