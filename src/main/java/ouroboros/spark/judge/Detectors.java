package ouroboros.spark.judge;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;
import ouroboros.safeguard.TextGate;
import ouroboros.safeguard.judge.DetectorQuality;
import ouroboros.safeguard.judge.GramHashes;
import ouroboros.safeguard.judge.LikelihoodRatio;
import ouroboros.safeguard.judge.LogisticScore;
import ouroboros.safeguard.judge.QuantileLimits;
import ouroboros.safeguard.judge.Resampling;
import ouroboros.spark.cluster.SharedResults;
import ouroboros.spark.draw.GateMaker;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.text.Vocabulary;

/**
 * Fits the detectors. Both kinds score a sentence by the log-odds that a person wrote it, at equal
 * odds before. Limits and {@code false-alarm} are of the second half of guard. The regression
 * learns from the first half of guard and from as many first units of S_g, but at most half of the
 * units that detectors look at; recall and AUC are of the second half of these units.
 */
final class Detectors {
  private final JavaSparkContext spark;
  private final JudgeJobs jobs;
  private final int closed;
  private final SharedResults<Asked, Fitted> fitted = new SharedResults<>();

  Detectors(JavaSparkContext spark, JudgeJobs jobs, Vocabulary vocabulary) {
    this.spark = spark;
    this.jobs = jobs;
    closed = vocabulary.realEnd();
  }

  private record Asked(Safeguard.DetectorByTraining detector, SyntheticCorpus corpus, long units) {}

  /**
   * A fitted detector.
   *
   * @param least the smallest score that passes
   * @param mean of the weights of the first units of S_g; 1 where no weight is used
   */
  private record Fitted(
      SentenceScore.Maker score, double least, double mean, DetectorQuality quality) {}

  /**
   * What makes a detector inside tasks.
   *
   * @param model of real text
   */
  GateMaker maker(
      Safeguard.DetectorByTraining detector, SyntheticCorpus corpus, long units, GuardModel model) {
    Fitted own = get(detector, corpus, units, model);
    SentenceScore.Maker score = own.score();
    double least = own.least();
    double mean = own.mean();
    if (SafeguardList.reweights(detector)) {
      double power = detector.power();
      int atMost = detector.atMost();
      boolean copies = detector.action() == Safeguard.Action.RESAMPLE;
      return storage -> {
        Resampling ready = new Resampling(score.make(storage)::of, power, mean, atMost);
        return copies ? ready : ready.weigher();
      };
    }
    return storage -> {
      SentenceScore ready = score.make(storage);
      TextGate.Filter filter =
          (tokens, start, end, random) -> ready.of(tokens, start, end) >= least;
      return filter;
    };
  }

  /** How well it tells machines from people. */
  DetectorQuality quality(
      Safeguard.DetectorByTraining detector, SyntheticCorpus corpus, long units, GuardModel model) {
    return get(detector, corpus, units, model).quality();
  }

  private Fitted get(
      Safeguard.DetectorByTraining detector, SyntheticCorpus corpus, long units, GuardModel model) {
    return fitted.get(
        new Asked(detector, corpus, units), () -> fit(detector, corpus, units, model));
  }

  private Fitted fit(
      Safeguard.DetectorByTraining detector, SyntheticCorpus corpus, long units, GuardModel model) {
    long half = jobs.sentences() / 2;
    long sample = Math.min(units, Judges.SAMPLE);
    SentenceScore.Maker score =
        detector.train() == Safeguard.Train.LOGISTIC
            ? logistic(corpus, half, sample)
            : ratio(model, MachineModel.of(corpus));
    double[] people = jobs.scores(half, jobs.sentences(), score);
    Judges.enough(people.length, detector.falseAlarm(), 1, "sentences of guard", detector);
    double least = QuantileLimits.of(people, detector.falseAlarm(), 1).lower();
    long first = sample / 2;
    double[] machines = jobs.scores(corpus, first, sample, score);
    double mean = 1;
    if (SafeguardList.reweights(detector)) {
      double sum = sum(machines, detector.power());
      mean = (sum(jobs.scores(corpus, 0, first, score), detector.power()) + sum) / sample;
      if (!(mean > 0)) {
        throw new IllegalArgumentException(
            "detector: (1 - p)^power is 0 for all of the first "
                + sample
                + " units of generation "
                + corpus.source().generation()
                + ", because they surely look like those of a machine; lower power, or train:"
                + " logistic");
      }
    }
    return new Fitted(score, least, mean, DetectorQuality.of(people, machines, least));
  }

  /** The sum of the weights of sorted scores. */
  private static double sum(double[] scores, double power) {
    return Arrays.stream(scores).map(score -> Resampling.weight(score, power)).sum();
  }

  private static SentenceScore.Maker ratio(GuardModel model, MachineModel machine) {
    return storage -> new LikelihoodRatio(model.judge(), machine.judge(storage), 0)::of;
  }

  private SentenceScore.Maker logistic(SyntheticCorpus corpus, long half, long sample) {
    int end = closed;
    GramsMaker grams = storage -> new GramHashes(end, Vocabulary.UNK)::of;
    List<int[]> people = jobs.grams(0, Math.min(half, Judges.SAMPLE), grams);
    List<int[]> machines =
        jobs.grams(corpus, Math.max(1, Math.min(people.size(), sample / 2)), grams);
    LogisticFit.Fitted regression = new LogisticFit(spark).fit(people, machines);
    return storage ->
        new LogisticScore(
                regression.weights().value(),
                regression.intercept(),
                new GramHashes(end, Vocabulary.UNK))
            ::of;
  }
}
