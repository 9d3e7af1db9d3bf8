package ouroboros.library;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.apache.spark.sql.Dataset;
import ouroboros.experiment.config.KindCatalogue;
import ouroboros.ngram.estimate.Pruning;
import ouroboros.ngram.sampling.Drawer;
import ouroboros.ngram.sampling.Probabilities;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.spark.EstimationRun;
import ouroboros.spark.Session;
import ouroboros.text.Marks;
import ouroboros.text.Vocabulary;

/**
 * An n-gram model in the memory of the driver: it draws sentences and gives probabilities.
 *
 * <pre>{@code
 * Ngram model = Ngram.train(texts, 3, "modified-kneser-ney");
 * List<String> sentences = model.generate(10, 42);
 * double log10 = model.log10Probability(List.of("the", "cat", "sat"));
 * }</pre>
 *
 * <p>For a model that is larger than the driver's memory, {@link #writeArpa} writes its file from
 * the cluster. Not thread-safe.
 */
public final class Ngram {
  private final EstimationRun.Model model;
  private final Map<String, Integer> ids = new HashMap<>();
  private final Probabilities probabilities;

  private Ngram(EstimationRun.Model model) {
    this.model = model;
    this.probabilities = new Probabilities(model.sampler());
    for (int id = 0; id < model.words().size(); id++) {
      ids.put(model.words().get(id), id);
    }
  }

  /**
   * Trains a model on documents, read as {@link TextReading#text()}.
   *
   * @param order 1 .. 6
   * @param smoothing a name of the key {@code smoothing.kind}, for example {@code none} or {@code
   *     modified-kneser-ney}; not {@code jelinek-mercer}, which needs text of its own
   */
  public static Ngram train(Dataset<String> texts, int order, String smoothing) {
    return train(texts, order, smoothing, TextReading.text());
  }

  /**
   * Trains a model.
   *
   * @throws IllegalArgumentException for an order or a smoothing that does not exist
   * @throws IllegalStateException if the session lacks a setting of {@link Session#settings()}
   * @throws ouroboros.text.CorpusException if the text has no sentence
   */
  public static Ngram train(
      Dataset<String> texts, int order, String smoothing, TextReading reading) {
    Smoothing kind = smoothing(order, smoothing);
    try (Session session = Session.of(texts.sparkSession());
        TextFolder folder = TextFolder.of(session, texts)) {
      return new Ngram(EstimationRun.model(session, reading.input(folder.path()), order, kind));
    }
  }

  /**
   * Trains a model and writes it as an ARPA file; the model is never in one place.
   *
   * @param file a path; {@code .gz} packs it
   */
  public static void writeArpa(
      Dataset<String> texts, int order, String smoothing, TextReading reading, String file) {
    Smoothing kind = smoothing(order, smoothing);
    try (Session session = Session.of(texts.sparkSession());
        TextFolder folder = TextFolder.of(session, texts)) {
      EstimationRun.train(
          session,
          new EstimationRun.Request(
              reading.input(folder.path()), order, kind, Pruning.NONE, file, null));
    }
  }

  private static Smoothing smoothing(int order, String name) {
    if (order < 1 || order > 6) {
      throw new IllegalArgumentException("the order is " + order + "; it must lie in 1..6");
    }
    Smoothing kind = KindCatalogue.smoothing(name, 1);
    if (kind.needsGuard()) {
      throw new IllegalArgumentException(
          name
              + " fits its weights to text that the model has not seen; jobs/train takes such"
              + " text");
    }
    return kind;
  }

  /** Number of sentences of the text. */
  public long sentences() {
    return model.sentences();
  }

  /** Number of tokens of the text, ends of sentences not counted. */
  public long tokens() {
    return model.tokens();
  }

  /** The types of the text, the most frequent one first. */
  public List<String> types() {
    return model.words().subList(Vocabulary.EOS + 1, model.words().size()).stream()
        .map(Marks::unescaped)
        .toList();
  }

  /**
   * Draws sentences, tokens separated by spaces. Sentence u depends on the model, the seed and u
   * alone.
   */
  public List<String> generate(int sentences, long seed) {
    String[] drawn = new String[sentences];
    new Drawer(model.sampler(), seed, 0, 1, 0, false)
        .draw(
            0,
            sentences,
            (unit, tokens, start, end) -> {
              StringJoiner line = new StringJoiner(" ");
              for (int i = start; i < end; i++) {
                line.add(Marks.unescaped(model.words().get(tokens[i])));
              }
              drawn[(int) unit] = line.toString();
            });
    return List.of(drawn);
  }

  /**
   * log10 p(sentence), the sum over its tokens and the end of the sentence. Negative infinity where
   * the model gives a token no probability.
   */
  public double log10Probability(List<String> tokens) {
    List<Integer> sentence = new ArrayList<>();
    tokens.forEach(token -> sentence.add(id(token)));
    sentence.add(Vocabulary.EOS);
    double sum = 0;
    int context = probabilities.start();
    for (int word : sentence) {
      sum += StrictMath.log10(probabilities.of(context, word));
      context = probabilities.next(context, word);
    }
    return sum;
  }

  private int id(String token) {
    String word = Marks.looksLikeOne(token, 0, token.length()) ? Marks.escaped(token) : token;
    return ids.getOrDefault(word, Vocabulary.UNK);
  }
}
