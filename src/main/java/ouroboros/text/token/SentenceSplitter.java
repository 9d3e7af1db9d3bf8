package ouroboros.text.token;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.function.Consumer;
import ouroboros.text.CorpusSpec.Sentences;

/**
 * Cuts a document into sentences. White space at their edges is kept: the sentences joined together
 * are the document, apart from line ends. Not thread-safe.
 */
@FunctionalInterface
public interface SentenceSplitter {
  /** Gives the sentences of a document to the sink, in their order. */
  void split(String document, Consumer<String> sink);

  /** A new splitter of a kind. */
  static SentenceSplitter of(Sentences kind) {
    return switch (kind) {
      case SPLIT -> new Breaks();
      case LINES -> new Lines();
    };
  }

  /** ICU sentence breaks (UAX 29), root locale. A line end always ends a sentence. */
  final class Breaks implements SentenceSplitter {
    private final BreakIterator breaks = BreakIterator.getSentenceInstance(ULocale.ROOT);

    @Override
    public void split(String document, Consumer<String> sink) {
      breaks.setText(document);
      int start = breaks.first();
      for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
        sink.accept(document.substring(start, end));
        start = end;
      }
    }
  }

  /** One sentence per line. A line ends with LF; a CR before it is white space. */
  final class Lines implements SentenceSplitter {
    @Override
    public void split(String document, Consumer<String> sink) {
      int start = 0;
      for (int end = document.indexOf('\n'); end >= 0; end = document.indexOf('\n', start)) {
        sink.accept(document.substring(start, end));
        start = end + 1;
      }
      if (start < document.length()) {
        sink.accept(document.substring(start));
      }
    }
  }
}
