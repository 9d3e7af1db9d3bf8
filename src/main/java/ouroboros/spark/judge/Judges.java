package ouroboros.spark.judge;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.TextGate;
import ouroboros.safeguard.judge.BestOfChooser;
import ouroboros.safeguard.judge.CriticFilter;
import ouroboros.safeguard.judge.DetectorQuality;
import ouroboros.safeguard.judge.ModelReviser;
import ouroboros.safeguard.judge.PackJudge;
import ouroboros.safeguard.judge.QuantileLimits;
import ouroboros.safeguard.judge.Rewards;
import ouroboros.safeguard.judge.SimulatedReview;
import ouroboros.spark.cluster.SharedResults;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.draw.GateMaker;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.text.Vocabulary;

/**
 * Fits the gates that judge text. Guard is halved by the order of its sentences, which is that of
 * the prepared corpus (documents in the order of their hashes): the first floor(n/2) of n sentences
 * are the text of the critics' model, the others are what limits are quantiles of. All lineages of
 * a run share what does not depend on a synthetic corpus.
 *
 * <p>Cost: one pass over guard for each order of a model, one for each kind of limit; for moving
 * limits and detectors one job for each synthetic corpus.
 */
public final class Judges {
  /** Units of S_g, the first ones, that moving limits and detectors look at. */
  public static final long SAMPLE = 100_000;

  /** The order of the model of a detector and of the reward {@code critic}. */
  private static final int ORDER = 3;

  private final JavaSparkContext spark;
  private final JudgeJobs jobs;
  private final Vocabulary vocabulary;
  private final Detectors detectors;
  private final SharedResults<Integer, GuardModel> models = new SharedResults<>();
  private final SharedResults<Integer, double[]> bits = new SharedResults<>();
  private final SharedResults<Integer, double[]> packs = new SharedResults<>();
  private final SharedResults<Sample, QuantileLimits> fitted = new SharedResults<>();

  private record Sample(Safeguard.Gate gate, SyntheticCorpus corpus, long units) {}

  public Judges(
      JavaSparkContext spark, Storage storage, CorpusReader corpus, Vocabulary vocabulary) {
    this.spark = spark;
    this.vocabulary = vocabulary;
    jobs = new JudgeJobs(spark, storage, corpus);
    detectors = new Detectors(spark, jobs, vocabulary);
  }

  /**
   * Fits what the gates of cells learn from guard alone, those of the members of ecosystems
   * included: their first generation does not wait for it.
   */
  public void learn(List<Cell> cells) {
    cells.stream()
        .flatMap(cell -> cell.ofModels().stream())
        .flatMap(cell -> cell.safeguards().gates().stream())
        .map(Safeguard.Gate::judge)
        .distinct()
        .forEach(this::learn);
  }

  private void learn(Safeguard.Gate gate) {
    if (gate instanceof Safeguard.Review review && !review.isQueue()) {
      learn(review.by());
    } else if (gate instanceof Safeguard.Critic critic) {
      GuardModel model = model(critic.order());
      if (critic.limits() == Safeguard.Limits.FIXED) {
        bits(critic.order(), model);
      }
    } else if (gate instanceof Safeguard.PackedCritic packed) {
      packs(packed.pack());
    } else if (gate instanceof Safeguard.Revise revise) {
      model(revise.order());
    } else if (gate instanceof Safeguard.DetectorByTraining
        || (gate instanceof Safeguard.BestOf best && asksTheModel(best))) {
      model(ORDER);
    }
  }

  /** How well a detector tells machines from people; empty for other gates. */
  public Optional<DetectorQuality> quality(
      Safeguard.Gate gate, SyntheticCorpus corpus, long units) {
    return gate.judge() instanceof Safeguard.DetectorByTraining detector
        ? Optional.of(detectors.quality(detector, corpus, units, model(ORDER)))
        : Optional.empty();
  }

  /**
   * What makes a gate inside tasks.
   *
   * @param corpus S_g, whose candidates it judges
   * @param units of S_g
   * @param unitsOfReal units of R
   */
  public GateMaker maker(
      Safeguard.Gate gate, SyntheticCorpus corpus, long units, long unitsOfReal) {
    if (gate instanceof Safeguard.Review review) {
      GateMaker good = maker(review.by(), corpus, units, unitsOfReal);
      SimulatedReview.Budget budget =
          new SimulatedReview.Budget(
              review.budget().of(unitsOfReal),
              review.reviewers(),
              review.rest() == Safeguard.Rest.PASS);
      return new ReviewMaker(good, budget, review.error(), review.errorBad());
    }
    if (gate instanceof Safeguard.Critic critic) {
      GuardModel model = model(critic.order());
      QuantileLimits limits =
          critic.limits() == Safeguard.Limits.FIXED
              ? limits(critic, bits(critic.order(), model), "guard")
              : fitted.get(
                  new Sample(critic, corpus, units), () -> moving(critic, model, corpus, units));
      double noise = critic.noise();
      return storage -> new CriticFilter(model.judge(), limits, noise);
    }
    if (gate instanceof Safeguard.Revise revise) {
      GuardModel model = model(revise.order());
      return storage ->
          new ModelReviser(
              model.probabilities(),
              model.closed(),
              revise.when() == Safeguard.When.LIKELY,
              revise.threshold(),
              revise.topK());
    }
    if (gate instanceof Safeguard.BestOf best) {
      GuardModel model = asksTheModel(best) ? model(ORDER) : null;
      return storage -> chooser(best, model);
    }
    if (gate instanceof Safeguard.PackedCritic packed) {
      double[] real = packs(packed.pack());
      enough(real.length, packed.margin(), 1, "packs of guard", packed);
      return new PackMaker(packed.pack(), QuantileLimits.of(real, packed.margin(), 1).lower());
    }
    if (gate instanceof Safeguard.DetectorByTraining detector) {
      return detectors.maker(detector, corpus, units, model(ORDER));
    }
    throw new IllegalStateException(gate.kind() + " does not judge text");
  }

  /**
   * Bits a token of sentences under the model of the critics, of order {@value #ORDER}; empty where
   * guard is too small for it.
   */
  public double[] bits(List<int[]> sentences) {
    if (half() == 0) {
      return new double[0];
    }
    double[] bits = new double[sentences.size()];
    model(ORDER).judge().bitsPerToken(sentences.toArray(int[][]::new), bits.length, bits);
    return bits;
  }

  private record PackMaker(int pack, double least) implements GateMaker {
    @Override
    public TextGate make(Storage storage) {
      return new PackJudge(pack, least);
    }
  }

  private record ReviewMaker(
      GateMaker good, SimulatedReview.Budget budget, double error, double errorBad)
      implements GateMaker {
    @Override
    public TextGate make(Storage storage) {
      return new SimulatedReview((TextGate.Filter) good.make(storage), budget, error, errorBad);
    }

    @Override
    public long unseenFrom() {
      return budget.unseenFrom();
    }
  }

  private static boolean asksTheModel(Safeguard.BestOf best) {
    return best.rewards().stream().anyMatch(each -> each.reward() == Safeguard.OfText.CRITIC);
  }

  /**
   * @param model of the reward {@code critic}; null where no reward asks it
   */
  private static BestOfChooser chooser(Safeguard.BestOf best, @Nullable GuardModel model) {
    List<BestOfChooser.Weighted> rewards =
        best.rewards().stream()
            .map(each -> new BestOfChooser.Weighted(reward(each.reward(), model), each.weight()))
            .toList();
    return new BestOfChooser(
        best.candidates(), rewards, best.scale(), best.choose() == Safeguard.Pick.MAX);
  }

  private static BestOfChooser.Reward reward(Safeguard.Reward reward, @Nullable GuardModel model) {
    if (!(reward instanceof Safeguard.OfText known)) {
      throw new IllegalStateException("the reward does not judge text");
    }
    return switch (known) {
      case CRITIC -> Rewards.critic(Objects.requireNonNull(model).judge());
      case LENGTH -> Rewards.length();
      case DIVERSITY -> Rewards.diversity();
    };
  }

  /** The first sentence of the second half of guard. */
  private long half() {
    return jobs.sentences() / 2;
  }

  private GuardModel model(int order) {
    return models.get(
        order,
        () -> {
          if (half() == 0) {
            throw new IllegalArgumentException(
                "guard has "
                    + jobs.sentences()
                    + " sentences; a gate that judges text learns from one half of them and"
                    + " compares with the other, so it needs two");
          }
          KeyLayout layout = KeyLayout.of(order, vocabulary.size());
          CountRun half = jobs.grams(0, half(), layout, vocabulary.realEnd());
          return new GuardModel(spark.broadcast(half), order, vocabulary.realEnd());
        });
  }

  /** Bits a token of the second half of guard, ascending. */
  private double[] bits(int order, GuardModel model) {
    return bits.get(
        order,
        () ->
            jobs.scores(
                half(), jobs.sentences(), storage -> new SentenceScore.Bits(model.judge())));
  }

  /** Distinct types per token of packs of guard, ascending. */
  private double[] packs(int pack) {
    return packs.get(pack, () -> jobs.packs(pack));
  }

  private QuantileLimits moving(
      Safeguard.Critic critic, GuardModel model, SyntheticCorpus corpus, long units) {
    long sample = Math.min(units, SAMPLE);
    return limits(
        critic,
        jobs.scores(corpus, 0, sample, storage -> new SentenceScore.Bits(model.judge())),
        "S_g");
  }

  private static QuantileLimits limits(Safeguard.Critic critic, double[] sorted, String of) {
    enough(sorted.length, critic.low(), critic.high(), "sentences of " + of, critic);
    return QuantileLimits.of(sorted, critic.low(), critic.high());
  }

  static void enough(int have, double low, double high, String noun, Safeguard gate) {
    long need = QuantileLimits.fewest(low, high);
    if (have < need) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s has the limits of %,d %s; with these quantiles it needs at least %,d",
              gate.kind(),
              have,
              noun,
              need));
    }
  }
}
