package ouroboros.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Names;
import ouroboros.ngram.estimate.Pruning;
import ouroboros.ngram.heldout.DeletedInterpolation;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.ngram.heldout.HeldOutCounts;
import ouroboros.ngram.sampling.Drawer;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.ngram.smoothing.JelinekMercer;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.spark.cluster.JobTotals;
import ouroboros.spark.cluster.LocalSpark;
import ouroboros.spark.estimate.ArpaParts;
import ouroboros.spark.estimate.Estimation;
import ouroboros.spark.estimate.EstimationHeldOut;
import ouroboros.spark.estimate.EstimationInThreads;
import ouroboros.spark.estimate.EstimationText;
import ouroboros.spark.estimate.TextInThreads;

/**
 * Estimations for the command line: estimates one model from text, and measures how long that
 * takes.
 */
public final class EstimationRun {
  private EstimationRun() {}

  /**
   * What to estimate.
   *
   * @param order 1 .. 6
   * @param arpa the file to write, compressed if the name ends in .gz; null for none
   * @param guard text that interpolation weights are fitted to; null for the guard of the prepared
   *     corpus
   */
  public record Request(
      EstimationInput input,
      int order,
      Smoothing smoothing,
      Pruning pruning,
      @Nullable String arpa,
      @Nullable EstimationInput guard) {}

  /**
   * Estimates a model: by the threads of this process where text and model fit into its memory, by
   * Spark where they do not, and where the master is a cluster. Both give the same bytes.
   *
   * @param session opened only where Spark is needed
   * @return sentences, tokens, and for each order n-grams and discounts
   */
  public static Map<String, Object> train(Supplier<Session> session, Request request) {
    Optional<Map<String, Object>> line = inThreads(request);
    if (line.isPresent()) {
      return line.get();
    }
    try (Session opened = session.get()) {
      return train(opened, request);
    }
  }

  /** The same by threads; empty if that is not possible. */
  static Optional<Map<String, Object>> inThreads(Request request) {
    if (!byThreads(request.smoothing)) {
      return Optional.empty();
    }
    if (request.arpa != null) {
      EstimationInThreads.check(request.arpa);
    }
    Optional<TextInThreads> read = textInThreads(request.input, request.order, request.smoothing);
    if (read.isEmpty()) {
      return Optional.empty();
    }
    TextInThreads text = read.get();
    return new EstimationInThreads(text, request.order, request.smoothing, request.pruning)
        .arpa(request.arpa)
        .map(
            found ->
                line(
                    text.sentences(),
                    text.tokens(),
                    text.notices(),
                    request.smoothing,
                    request.order,
                    found));
  }

  /** Whether threads of this process can estimate a model, if its text fits into the heap. */
  private static boolean byThreads(Smoothing smoothing) {
    return !smoothing.needsGuard() && LocalSpark.is(System.getProperty("spark.master", "local"));
  }

  /** The text, where threads of this process can estimate a model of it. */
  private static Optional<TextInThreads> textInThreads(
      EstimationInput input, int order, Smoothing smoothing) {
    return byThreads(smoothing)
        ? input.inThreads().filter(text -> EstimationInThreads.fits(text, order))
        : Optional.empty();
  }

  /**
   * Estimates a model with Spark.
   *
   * @return sentences, tokens, and for each order n-grams and discounts
   */
  public static Map<String, Object> train(Session session, Request request) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
    ArpaParts.Target target =
        request.arpa == null ? null : ArpaParts.Target.of(session.spark(), request.arpa);
    EstimationText text = request.input.open(session);
    try {
      Smoothing smoothing = request.smoothing;
      if (smoothing.needsGuard()) {
        smoothing = fitted(session, text, request);
      }
      Estimation estimation =
          new Estimation(spark, text, request.order, smoothing, request.pruning);
      Estimation.Found found = estimation.arpa(target);
      return line(text.sentences(), text.tokens(), text.notices(), smoothing, request.order, found);
    } finally {
      text.release();
    }
  }

  /**
   * A model in the memory of the driver.
   *
   * @param words the type of each token number, as it is in the vocabulary
   * @param tokens number of tokens of the text, ends of sentences not counted
   */
  public record Model(Sampler sampler, List<String> words, long sentences, long tokens) {}

  /**
   * Estimates a model and keeps it in the driver: by threads or by Spark, as {@link
   * #train(Supplier, Request)} chooses. Both give the same model.
   *
   * @param smoothing one with all parameters
   */
  public static Model model(
      Session session, EstimationInput input, int order, Smoothing smoothing) {
    Optional<TextInThreads> read = textInThreads(input, order, smoothing);
    if (read.isPresent()) {
      TextInThreads text = read.get();
      Sampler sampler = new EstimationInThreads(text, order, smoothing, Pruning.NONE).model();
      return new Model(sampler, text.types(), text.sentences(), text.tokens());
    }
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
    EstimationText text = input.open(session);
    try {
      Sampler sampler = new Estimation(spark, text, order, smoothing, Pruning.NONE).model();
      return new Model(sampler, text.types(), text.sentences(), text.tokens());
    } finally {
      text.release();
    }
  }

  private static Map<String, Object> line(
      long sentences,
      long tokens,
      Map<String, Long> noticed,
      Smoothing smoothing,
      int order,
      Estimation.Found found) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("sentences", sentences);
    line.put("tokens", tokens);
    line.put("order", order);
    line.put("smoothing", Names.of(smoothing.getClass()));
    List<Long> grams = new ArrayList<>();
    List<List<Double>> discounts = new ArrayList<>();
    List<Integer> fallbacks = new ArrayList<>();
    for (int n = 1; n <= order; n++) {
      grams.add(found.grams()[n]);
      discounts.add(
          List.of(found.discounts(n).of(1), found.discounts(n).of(2), found.discounts(n).of(3)));
      if (found.discounts(n).fallback()) {
        fallbacks.add(n);
      }
    }
    line.put("grams", grams);
    if (smoothing.needsCountsOfCounts()) {
      line.put("discounts", discounts);
      line.put("fallbackOrders", fallbacks);
    }
    if (smoothing instanceof JelinekMercer weighted) {
      line.put("weights", weighted.weights());
    }
    if (!noticed.isEmpty()) {
      line.put("noticed", noticed);
    }
    return line;
  }

  private static Smoothing fitted(Session session, EstimationText text, Request request) {
    EstimationText guard = request.guard != null ? request.guard.open(session) : text.guard();
    if (guard == null) {
      throw new IllegalArgumentException(
          "jelinek-mercer fits its weights to text that the model has not seen; name it with"
              + " --guard FILE, or train on a prepared corpus, which has a part for it");
    }
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
    int top = request.order;
    HeldOut heldOut = EstimationHeldOut.of(text, guard, top);
    HeldOutCounts counts =
        new Estimation(spark, text, top, request.smoothing, request.pruning)
            .heldOut(spark.broadcast(heldOut), request.smoothing);
    return DeletedInterpolation.fit(heldOut, counts, top, counts.typesWithMarks());
  }

  /**
   * Measures the time from plain text to a model that is ready to draw from, without the start of
   * the session.
   */
  public static Map<String, Object> bench(
      Session session, EstimationInput input, int order, Smoothing smoothing) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
    try (JobTotals totals = JobTotals.listen(spark.sc())) {
      long started = System.nanoTime();
      double begun = CycleBench.processSeconds();
      Model made = model(session, input, order, smoothing);
      double seconds = (System.nanoTime() - started) / 1e9;
      long tokens = made.tokens() + made.sentences();
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("stage", "estimate");
      line.put("order", order);
      line.put("smoothing", Names.of(smoothing.getClass()));
      line.put("tokens", tokens);
      line.put("seconds", seconds);
      line.put("tokensPerSecond", tokens / seconds);
      line.put("cpuSeconds", CycleBench.processSeconds() - begun);
      line.put("slots", made.sampler().slots());
      line.put("peakMemoryBytes", CycleBench.peakMemory());
      line.putAll(new TreeMap<>(totals.inTheLast(seconds).named()));
      return line;
    }
  }

  /**
   * Estimates a model and draws from it; only the drawing is timed.
   *
   * @param sentences how many to draw; null for as many as the text has
   */
  public static Map<String, Object> draw(
      Session session,
      EstimationInput input,
      int order,
      Smoothing smoothing,
      @Nullable Long sentences) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.spark().sparkContext());
    Model made = model(session, input, order, smoothing);
    Sampler model = made.sampler();
    long many = sentences == null ? made.sentences() : sentences;
    int tasks = spark.defaultParallelism();
    long started = System.nanoTime();
    long tokens =
        IntStream.range(0, tasks)
            .parallel()
            .mapToLong(task -> drawn(model, many * task / tasks, many * (task + 1) / tasks))
            .sum();
    double seconds = (System.nanoTime() - started) / 1e9;
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("stage", "draw");
    line.put("order", order);
    line.put("smoothing", Names.of(smoothing.getClass()));
    line.put("tokens", tokens);
    line.put("seconds", seconds);
    line.put("tokensPerSecond", tokens / seconds);
    line.put("peakMemoryBytes", CycleBench.peakMemory());
    return line;
  }

  private static long drawn(Sampler model, long from, long to) {
    long[] tokens = {0};
    new Drawer(model, 1, 0, 1, 0, false)
        .draw(from, to, (unit, sentence, start, end) -> tokens[0] += end - start + 1L);
    return tokens[0];
  }
}
