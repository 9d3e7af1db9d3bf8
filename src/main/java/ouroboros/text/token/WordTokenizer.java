package ouroboros.text.token;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;

/**
 * ICU word breaks (UAX 29, dictionaries for Chinese, Japanese, Thai, Lao, Khmer and Burmese), root
 * locale. Every punctuation mark is a token of its own. White space, control characters and
 * invisible format characters are dropped, also at the edges of a token.
 *
 * @see <a href="https://www.unicode.org/reports/tr29/">Unicode text segmentation</a>
 */
public final class WordTokenizer implements Tokenizer {
  private final BreakIterator breaks = BreakIterator.getWordInstance(ULocale.ROOT);

  @Override
  public void tokenize(String sentence, TokenSink sink) {
    breaks.setText(sentence);
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      int from = start;
      int to = end;
      while (from < to && Blank.unseen(sentence.codePointAt(from))) {
        from += Character.charCount(sentence.codePointAt(from));
      }
      while (from < to && Blank.unseen(sentence.codePointBefore(to))) {
        to -= Character.charCount(sentence.codePointBefore(to));
      }
      if (from < to) {
        sink.token(sentence, from, to);
      }
      start = end;
    }
  }
}
