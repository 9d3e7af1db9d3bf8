package ouroboros.spark.estimate;

import java.util.Arrays;
import java.util.List;
import ouroboros.ngram.arpa.ArpaModel;
import ouroboros.text.CorpusSpec;
import ouroboros.text.Marks;
import ouroboros.text.token.TextPipeline;

/** Scores the sentences of texts under one model. Not thread-safe; the model is. */
public final class TextScorer {
  private final ArpaModel model;
  private final ArpaModel.Scorer scorer;
  private final TextPipeline pipeline;
  private final boolean lines;
  private int[] ids = new int[64];
  private int length;
  private double[] totals = new double[64];
  private double[] unknown = new double[64];
  private int[] tokens = new int[64];
  private int[] outside = new int[64];
  private int size;

  private TextScorer(ArpaModel model, CorpusSpec spec) {
    this.model = model;
    scorer = model.scorer();
    pipeline = TextPipeline.asWritten(spec);
    lines = spec.sentences() == CorpusSpec.Sentences.LINES;
  }

  /**
   * The scores of sentences, in the order of the text.
   *
   * @param totals [size] log10 probability of each, {@code </s>} included
   * @param unknown [size] the part of it that comes from tokens outside the vocabulary
   * @param tokens [size] its tokens, {@code </s>} included
   * @param outside [size] its tokens outside the vocabulary
   */
  public record Scores(double[] totals, double[] unknown, int[] tokens, int[] outside, int size) {}

  /** Scores all sentences of some documents. */
  public static Scores score(ArpaModel model, CorpusSpec spec, List<String> documents) {
    TextScorer scorer = new TextScorer(model, spec);
    documents.forEach(scorer::document);
    return new Scores(scorer.totals, scorer.unknown, scorer.tokens, scorer.outside, scorer.size);
  }

  private void document(String text) {
    if (lines && text.isEmpty()) {
      sentence("");
    }
    pipeline.sentences(text, this::sentence);
  }

  private void sentence(String sentence) {
    length = 0;
    pipeline.tokens(sentence, this::token);
    if (length == 0 && !lines) {
      return;
    }
    scorer.score(ids, length);
    if (size == totals.length) {
      totals = Arrays.copyOf(totals, 2 * size);
      unknown = Arrays.copyOf(unknown, 2 * size);
      tokens = Arrays.copyOf(tokens, 2 * size);
      outside = Arrays.copyOf(outside, 2 * size);
    }
    totals[size] = scorer.total();
    unknown[size] = scorer.unknown();
    tokens[size] = scorer.tokens();
    outside[size++] = scorer.outside();
  }

  private void token(String text, int start, int end) {
    if (length == ids.length) {
      ids = Arrays.copyOf(ids, 2 * length);
    }
    String token = text.substring(start, end);
    String escaped = Marks.looksLikeOne(text, start, end) ? Marks.escaped(token) : null;
    ids[length++] = model.id(escaped != null && model.has(escaped) ? escaped : token);
  }
}
