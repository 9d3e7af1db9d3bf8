package ouroboros.dating;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  /**
   * By how much log likelihood ratios of independent types are too large for generated text.
   * Measured on runs of order-3 models, where intervals at this inflation cover about 95 %.
   */
  static final double INFLATION = 2;

  /** A log likelihood this far above the one of mixture and replace speaks for accumulate. */
  private static final double BETTER = 3;

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
  private final double realText;

  private Dating(DatedCounts counts) {
    this.counts = counts;
    words = counts.words();
    spectrum = PairSpectrum.of(words);
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
    Fit fit = null;
    for (LineageSizes sizes : sizes()) {
      Fit next = new Fit(new AgeLikelihood(spectrum, counts.repeats(), sizes));
      fit = fit == null || next.highest() > fit.highest() ? next : fit;
    }
    return fit == null ? TextAge.none(TextAge.Kind.UNKNOWN, "", realText) : fit.age();
  }

  /**
   * Sizes are read from rare words, whose mean count no policy changes. If the candidate is not of
   * R's size, either each generation was as large as it, or it is a sample of a larger one.
   */
  private List<LineageSizes> sizes() {
    double ratio = rareRatio();
    List<LineageSizes> sizes = new ArrayList<>();
    if (Math.abs(StrictMath.log(ratio)) < CLOSE_SIZE) {
      sizes.add(new LineageSizes(Math.sqrt(ratio), ratio));
    } else {
      sizes.add(new LineageSizes(ratio, ratio));
      sizes.add(new LineageSizes(1, ratio));
    }
    return sizes;
  }

  private double rareRatio() {
    double inText = 0;
    for (int i = 0; i < words.size(); i++) {
      inText += isRare(i) ? (double) words.subject(i) * words.types(i) : 0;
    }
    return Math.max(inText, .5) / rareTokens();
  }

  private double rareTokens() {
    double inReal = 0;
    for (int i = 0; i < words.size(); i++) {
      inReal += isRare(i) ? (double) words.real(i) * words.types(i) : 0;
    }
    return inReal;
  }

  private boolean isRare(int pair) {
    return words.real(pair) >= 1 && words.real(pair) <= PairSpectrum.RAREST;
  }

  /** The policies, compared for one assumption about sizes. */
  private final class Fit {
    private final AgeLikelihood likelihood;
    private final AgeProfile mixture;
    private final AgeProfile replace;
    private final AgeProfile accumulate;

    Fit(AgeLikelihood likelihood) {
      this.likelihood = likelihood;
      mixture = AgeProfile.mixture(likelihood);
      replace = AgeProfile.replace(likelihood);
      accumulate = AgeProfile.accumulate(likelihood);
    }

    double highest() {
      return Math.max(mixture.highest(), accumulate.highest());
    }

    TextAge age() {
      boolean accumulates = accumulate.highest() > mixture.highest() + BETTER;
      AgeProfile best = accumulates ? accumulate : mixture;
      Age likeliest = best.age(best.first(0));
      double inflation = Math.max(INFLATION, documents(likeliest));
      FitTest test = FitTest.of(likelihood, spectrum, likeliest);
      Optional<String> bad = badFit(test, likeliest);
      if (bad.isPresent()) {
        return new TextAge(TextAge.Kind.UNKNOWN, bad.get(), null, List.of(), test, realText);
      }
      AgeEstimate estimate =
          accumulates
              ? AgeEstimate.accumulated(best, inflation)
              : AgeEstimate.of(likelihood, best, inflation);
      return new TextAge(
          TextAge.Kind.DATED,
          "",
          estimate,
          List.of(
              PolicyFit.of(replace, inflation, highest()),
              PolicyFit.of(mixture, inflation, highest()),
              PolicyFit.of(accumulate, inflation, highest())),
          test,
          realText);
    }

    /** Standard deviation of the mean count of rare words, by which sizes drift by chance. */
    private double drift(Age age) {
      double[] psi = likelihood.series(age).single();
      double variance = 0;
      for (int m = 1; m < psi.length; m++) {
        variance += (double) m * m * psi[m];
      }
      return CLUSTERED * StrictMath.sqrt(variance / rareTokens());
    }

    private double documents(Age age) {
      int k = age.generations();
      Age near =
          k < AgeLikelihood.DEEPEST
              ? new Age(age.policy(), k + 1, age.realShare())
              : new Age(age.policy(), k, age.realShare() * .9);
      return DocumentEffect.of(likelihood, counts.candidate(), age, near);
    }

    private Optional<String> badFit(FitTest test, Age age) {
      double ratio = rareRatio();
      double size = (double) words.subjectTokens() / words.realTokens();
      double drift = StrictMath.log(ratio / size);
      if (Math.abs(drift) > FAR * drift(age) / ratio) {
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
}
