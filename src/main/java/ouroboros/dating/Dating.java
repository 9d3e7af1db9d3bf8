package ouroboros.dating;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import ouroboros.metric.count.PairHistogram;

/**
 * Finds the age of a text, given R: the number of generations k and the real share a.
 *
 * <p>k >= 1 means that the text is S_k of a lineage that began with this R; its words are words of
 * R. k = 0 means another sample of R's source, which has words that R lacks. R itself, or a part of
 * it, is neither and is recognised by counts that never exceed R's.
 */
public final class Dating {
  private static final double CLOSE_SIZE = .1;
  private static final long FEWEST_TYPES = 200;
  private static final double COPY = .02;
  private static final double EXPECTED = 10;

  /** The share of rare words may drift by so many standard deviations. */
  private static final double FAR = 4;

  /** By how much that standard deviation is greater than for independent types. */
  private static final double CLUSTERED = 1.3;

  private static final String OTHER =
      "its models may have used another temperature, smoothing or text";

  private final DatedCounts counts;
  private final PairHistogram words;
  private final PairSpectrum spectrum;
  private final Evidence evidence;
  private final double realText;

  private Dating(DatedCounts counts) {
    this.counts = counts;
    words = counts.words();
    Evidence own = Evidence.words(words, counts.repeats());
    spectrum = own.spectrum();
    evidence =
        counts.ngrams().stream()
            .filter(NgramCounts::areDrawn)
            .map(NgramCounts::evidence)
            .filter(ngrams -> ngrams.spectrum().total() >= FEWEST_TYPES)
            .findFirst()
            .orElse(own);
    realText = newWords().p();
  }

  /**
   * Dates a text.
   *
   * @throws IllegalArgumentException if it has no token
   */
  public static TextAge of(DatedCounts counts) {
    if (counts.words().subjectTokens() == 0) {
      throw new IllegalArgumentException("the text has no token");
    }
    return new Dating(counts).age();
  }

  private NewWords newWords() {
    return NewWords.of(words, counts.halves().pairs(1));
  }

  private TextAge age() {
    Optional<TextAge> other = notGenerated();
    return other.isPresent() ? other.get() : fitted();
  }

  private Optional<TextAge> notGenerated() {
    Optional<String> habits = counts.realHabits().difference(counts.habits());
    double shared = (double) words.sharedTypes() / words.subjectTypes();
    if (words.sharedTypes() == 0) {
      return unknown("no word of this text occurs in REAL" + because(habits));
    }
    if (habits.isPresent() && newWords().found() > 0) {
      return unknown(
          "REAL and this text were not cut into tokens in the same way: "
              + habits.get()
              + "; "
              + Percent.of(shared)
              + " of its types occur in REAL");
    }
    NewWords fresh = newWords();
    String found =
        Percent.of(fresh.found() / words.subjectTokens()) + " of its tokens are words REAL lacks";
    String expected =
        "; another text of REAL's source would have about "
            + Percent.of(fresh.expected() / words.subjectTokens());
    if (fresh.areOfTheSource()) {
      return Optional.of(
          TextAge.none(
              TextAge.Kind.REAL_TEXT,
              "this text looks like other real text of REAL's source (k = 0): " + found + expected,
              realText));
    }
    if (fresh.areTooMany()) {
      return unknown("this text does not descend from REAL: " + found + expected);
    }
    if (fresh.areBetween()) {
      return unknown(
          "this text has no age: "
              + found
              + expected
              + ", and a model of REAL none; it may be a mixture, or its models saw other text");
    }
    return isCopy()
        ? Optional.of(
            TextAge.none(
                TextAge.Kind.COPY,
                "this text looks like REAL itself or a part of it: no rare word occurs more often"
                    + " than in REAL, as it would after one generation",
                realText))
        : tooFew();
  }

  private Optional<TextAge> tooFew() {
    long types = spectrum.total();
    return types >= FEWEST_TYPES
        ? Optional.empty()
        : unknown(
            "this text has no age: REAL has only "
                + types
                + " types that occur 1 to "
                + PairSpectrum.RAREST
                + " times, and "
                + FEWEST_TYPES
                + " are needed");
  }

  private Optional<TextAge> unknown(String reason) {
    return Optional.of(TextAge.none(TextAge.Kind.UNKNOWN, reason, realText));
  }

  private static String because(Optional<String> habits) {
    return habits
        .map(each -> "; they were not cut into tokens in the same way: " + each)
        .orElse("");
  }

  /** Whether hapaxes of R never occur more often, which in S_1 a quarter of them does. */
  private boolean isCopy() {
    double ratio = (double) words.subjectTokens() / words.realTokens();
    long[] hapaxes = spectrum.types(1);
    long all = 0;
    long more = 0;
    for (int m = 0; m < hapaxes.length; m++) {
      all += hapaxes[m];
      more += m >= 2 ? hapaxes[m] : 0;
    }
    double expected = all * (1 - (1 + ratio) * StrictMath.exp(-ratio));
    return expected >= EXPECTED && more <= COPY * expected;
  }

  private TextAge fitted() {
    AgeFit fit = null;
    for (LineageSizes sizes : sizes(evidence.ratio())) {
      AgeFit next = new AgeFit(evidence, sizes);
      fit = fit == null || next.highest() > fit.highest() ? next : fit;
    }
    AgeFit best = Objects.requireNonNull(fit);
    Age likeliest = best.likeliest();
    Evidence own = Evidence.words(words, counts.repeats());
    LineageSizes sizes =
        isCloseSize(own.ratio()) ? sizes(own.ratio()).get(0) : best.sizes().of(own.ratio());
    AgeLikelihood likelihood = new AgeLikelihood(own, sizes);
    FitTest test = FitTest.of(likelihood, own.spectrum(), likeliest);
    Optional<String> bad = badFit(own, likelihood, test, likeliest);
    if (bad.isPresent()) {
      return new TextAge(TextAge.Kind.UNKNOWN, bad.get(), null, List.of(), test, null, realText);
    }
    return best.age(
        DocumentEffect.of(likelihood, counts.candidate(), likeliest, AgeFit.near(likeliest)),
        test,
        realText);
  }

  /**
   * Sizes are read from rare types, whose mean count no policy changes. If the candidate is not of
   * R's size, either each generation was as large as it, or it is a sample of a larger one.
   */
  private static List<LineageSizes> sizes(double ratio) {
    return isCloseSize(ratio)
        ? List.of(new LineageSizes(Math.sqrt(ratio), ratio))
        : List.of(new LineageSizes(ratio, ratio), new LineageSizes(1, ratio));
  }

  private static boolean isCloseSize(double ratio) {
    return Math.abs(StrictMath.log(ratio)) < CLOSE_SIZE;
  }

  /** Standard deviation of the mean count of rare words, by which sizes drift by chance. */
  private static double drift(Evidence own, AgeLikelihood likelihood, Age age) {
    double[] psi = likelihood.series(age).single();
    double variance = 0;
    for (int m = 1; m < psi.length; m++) {
      variance += (double) m * m * psi[m];
    }
    return CLUSTERED * StrictMath.sqrt(variance / own.rareTokens());
  }

  private Optional<String> badFit(Evidence own, AgeLikelihood likelihood, FitTest test, Age age) {
    double ratio = own.ratio();
    double size = (double) words.subjectTokens() / words.realTokens();
    double drift = StrictMath.log(ratio / size);
    if (Math.abs(drift) > FAR * drift(own, likelihood, age) / ratio) {
      return Optional.of(
          String.format(
              Locale.ROOT,
              "this text has no age: the rare words of REAL have %.2f times their share in REAL,"
                  + " which no policy changes so much; %s",
              ratio / size,
              OTHER));
    }
    return test.isClose()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "this text has no age: the counts of its rare words fit none of the policies"
                    + " (p %s %.4f); %s",
                test.p() < 1e-4 ? "<" : "=",
                Math.max(test.p(), 1e-4),
                OTHER));
  }
}
