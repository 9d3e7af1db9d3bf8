package ouroboros.safeguard;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import ouroboros.metric.Subject;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.policy.Amount;
import ouroboros.random.KeyedStream;
import ouroboros.safeguard.watch.Chart;

/** A safeguard, as an experiment names it. This type is the catalogue. */
public sealed interface Safeguard extends Serializable {

  /**
   * The name in a spec: {@code best-of} for {@code BestOf}. Variants such as {@code
   * DetectorByRates} are all {@code detector}.
   */
  default String kind() {
    return getClass()
        .getSimpleName()
        .replaceFirst("(?<=[a-z])By[A-Z].*$", "")
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  /** Changes how M_g draws: S_{g+1} itself. */
  sealed interface Drawing extends Safeguard {
    /** Whether it changes nothing at its strength. */
    boolean isOff();
  }

  /**
   * Penalises repetition and keeps the next token open.
   *
   * @param repetitionPenalty as in {@code sampling}; 1 changes nothing
   * @param entropyFloor bits that the next token has at least; 0 changes nothing
   */
  record Diversity(double repetitionPenalty, double entropyFloor) implements Drawing {
    @Override
    public boolean isOff() {
      return repetitionPenalty == 1 && entropyFloor == 0;
    }
  }

  /**
   * Several models that draw together.
   *
   * @param members fitted to T_g, each with settings of its own; empty where there are shards
   * @param shards K: as many models of the family, each fitted to its K-th of T_g; 1 where there
   *     are members
   * @param combine who gives what
   */
  record Ensemble(List<Member> members, int shards, Combine combine) implements Drawing {
    public Ensemble {
      members = List.copyOf(members);
    }

    @Override
    public boolean isOff() {
      return members.isEmpty() && shards == 1;
    }
  }

  /**
   * A model of an ensemble, with the keys of family {@code ngram}.
   *
   * @param ofReal whether smoothing spreads its last mass over R's types
   */
  record Member(int order, Smoothing smoothing, boolean ofReal) implements Serializable {}

  /** How the members of an ensemble draw together. */
  enum Combine {
    /** A member chosen by lot writes a whole sentence. */
    MIXTURE,
    /** A member chosen by lot gives each token: the law is the mean of the distributions. */
    AVERAGE,
    /** Each member draws each token; the one with most votes is taken, ties by lot. */
    VOTE
  }

  /**
   * Takes some tokens from a store of text: at each token, by lot, one of the occurrences behind
   * the longest end of the sentence that the store has.
   *
   * @param rate probability that a token is taken from the store
   * @param match tokens of the end that is looked up, at most
   */
  record Retrieval(double rate, Store store, int match) implements Drawing {
    @Override
    public boolean isOff() {
      return rate == 0;
    }
  }

  /** Which text a store has. */
  enum Store {
    GUARD,
    R,
    /** T_g itself, so that the store changes with it. */
    POOL
  }

  /**
   * A gate between S_g and S'_g. Its decision about a candidate is a pure function of the candidate
   * and of the random numbers that belong to this gate and this candidate. So any unit of S'_g can
   * be drawn again, on any machine.
   */
  sealed interface Gate extends Safeguard {
    /** Whether it lets every candidate pass as it is, whatever the candidate. */
    default boolean isOff() {
      return false;
    }

    /** What judges: the gate itself, or, of a gate on the pool, the gate that is put there. */
    default Gate judge() {
      return this;
    }
  }

  /** A gate that decides by its random numbers alone, so that candidates need not be drawn. */
  sealed interface Blind extends Gate {
    /**
     * Whether a candidate passes.
     *
     * @param random the random numbers that belong only to this gate and this candidate
     */
    boolean passes(KeyedStream random);
  }

  /**
   * The control: drops a share of the candidates at random. Compared with another gate that drops
   * the same share, it shows which effects come from the choice of that gate and which only from
   * the smaller number of units.
   *
   * <p><b>{@code share} is what is DROPPED, not what is kept:</b> with 0.9, one candidate in ten
   * passes.
   *
   * @param share probability that a candidate is DROPPED, in [0, 1)
   */
  record Thin(double share) implements Blind {
    @Override
    public boolean isOff() {
      return share == 0;
    }

    @Override
    public boolean passes(KeyedStream random) {
      return random.nextDouble() >= share;
    }
  }

  /**
   * A gate that judges the whole pool of a policy whose human and synthetic units arrive without
   * labels: {@code applies-to: pool}.
   *
   * @param gate what judges
   */
  record OnPool(Gate gate) implements Gate {
    @Override
    public boolean isOff() {
      return gate.isOff();
    }

    @Override
    public Gate judge() {
      return gate;
    }

    @Override
    public String kind() {
      return gate.kind();
    }
  }

  /**
   * An oracle with errors, for known truths and for text: it knows what is synthetic.
   *
   * @param recall probability that a synthetic unit is dropped, in [0, 1]
   * @param falseAlarm probability that a real unit is dropped, in [0, 1]
   */
  record Detector(double recall, double falseAlarm) implements Gate {
    @Override
    public boolean isOff() {
      return recall == 0 && falseAlarm == 0;
    }

    /**
     * Whether a unit passes.
     *
     * @param random the random numbers that belong only to this gate and this candidate
     */
    public boolean passes(boolean isSynthetic, KeyedStream random) {
      return random.nextDouble() >= (isSynthetic ? recall : falseAlarm);
    }
  }

  /**
   * A critic of documents by the rules of a published filter of pages that need neither lines nor
   * the order of words.
   */
  record PagePreset(Preset preset) implements Gate {
    @Override
    public String kind() {
      return "critic";
    }
  }

  /** Published filters of pages. */
  enum Preset {
    GOPHER,
    FINEWEB,
    CCNET
  }

  /** Decides about a candidate by its counter word, which says all of it. */
  @FunctionalInterface
  interface WordFilter extends Serializable {
    /** Whether the candidate with this counter word passes. */
    boolean passes(long word);
  }

  /**
   * A gate that looks at its candidates, ready for one synthetic corpus: it draws a candidate
   * itself, from the counter word. It takes the place of that gate in a list.
   *
   * @param gate as the spec gives it
   */
  record ByWord(Gate gate, WordFilter filter) implements Blind {
    @Override
    public boolean passes(KeyedStream random) {
      return filter.passes(random.unit());
    }

    @Override
    public String kind() {
      return gate.kind();
    }
  }

  /**
   * A critic of points of known types: a point of type i passes with probability rate i. With rate
   * phi for correct and psi for wrong types it is a verifier with errors.
   *
   * @param rates one per type, each in [0, 1]
   */
  record KeepRates(List<Double> rates) implements Gate {
    @Override
    public boolean isOff() {
      return rates.stream().allMatch(rate -> rate == 1);
    }

    public KeepRates {
      rates = List.copyOf(rates);
    }

    @Override
    public String kind() {
      return "critic";
    }
  }

  /**
   * A critic that passes what lies between two quantiles: of text, the bits a token; of a Gaussian
   * of dimension 1, the value of a point.
   *
   * @param order of the model that judges text; not used for points
   * @param low share of the distribution below the lower limit, in [0, 1)
   * @param high share below the upper limit, in (low, 1]
   * @param limits which distribution's quantiles
   * @param noise probability of the opposite decision, in [0, 1]
   */
  record Critic(int order, double low, double high, Limits limits, double noise) implements Gate {
    @Override
    public boolean isOff() {
      return low == 0 && high == 1 && noise == 0;
    }
  }

  /** Whose quantiles are the limits of a critic. */
  enum Limits {
    /** Those of the truth, or of real text: the same in every generation. */
    FIXED,
    /** Those of the model that drew the candidates: they move with it. */
    MOVING
  }

  /**
   * Chooses one of several candidates by a reward for each.
   *
   * @param candidates K, how many it chooses from, at least 1
   * @param rewards each unit is judged by one of them, drawn by weight
   * @param scale factor of a reward in the exponent, at least 0
   * @param choose how it chooses
   */
  record BestOf(int candidates, List<WeightedReward> rewards, double scale, Pick choose)
      implements Gate {
    @Override
    public boolean isOff() {
      return candidates == 1;
    }

    public BestOf {
      rewards = List.copyOf(rewards);
    }
  }

  /**
   * A reward and how often it judges.
   *
   * @param weight in proportion to the probability that it judges a unit, above 0
   */
  record WeightedReward(Reward reward, double weight) implements Serializable {}

  /** How good a candidate is. */
  sealed interface Reward extends Serializable {}

  /**
   * A point of known type i has the reward value i.
   *
   * @param values one per type
   */
  record Values(List<Double> values) implements Reward {
    public Values {
      values = List.copyOf(values);
    }
  }

  /** How one of several candidates is chosen. */
  enum Pick {
    /** With a probability in proportion to e^(scale x reward): Bradley-Terry. */
    SAMPLE,
    /** The one with the highest reward; among equals the first. */
    MAX
  }

  /** In the place of a critic: people decide, in a file. */
  record Queue() implements Gate {}

  /**
   * People who look at some units, or a critic that simulates them by knowing what is good. They
   * ask for no further candidate.
   *
   * @param budget units of each generation that are reviewed: the first ones
   * @param by what is good, or a {@link Queue}
   * @param error probability that a reviewer rejects a good unit
   * @param errorBad probability that a reviewer accepts a bad unit
   * @param reviewers of each unit; it is accepted by more than half of them
   * @param rest what happens to units that are not reviewed
   */
  record Review(Amount budget, Gate by, double error, double errorBad, int reviewers, Rest rest)
      implements Gate {
    @Override
    public boolean isOff() {
      return budget.isNone() && rest == Rest.PASS;
    }

    /** Whether people decide. */
    public boolean isQueue() {
      return by instanceof Queue;
    }
  }

  /** What happens to units that are not reviewed. */
  enum Rest {
    DROP,
    PASS
  }

  /** How good a sentence is. */
  enum OfText implements Reward {
    /** Minus the bits a token under the model of the critics, of order 3. */
    CRITIC,
    /** The number of tokens. */
    LENGTH,
    /** Distinct types per token. */
    DIVERSITY
  }

  /**
   * Draws tokens of a sentence again from the most probable words of the model of the critics.
   *
   * @param order of the model
   * @param when which tokens
   * @param threshold their probability is at least this, or below it
   * @param topK of how many words a token is drawn
   */
  record Revise(int order, When when, double threshold, int topK) implements Gate {
    @Override
    public boolean isOff() {
      return threshold == (when == When.LIKELY ? 1 : 0);
    }
  }

  /** Which tokens are drawn again. */
  enum When {
    /** Those whose probability is at least the threshold. */
    LIKELY,
    /** Those whose probability is below the threshold. */
    UNLIKELY
  }

  /**
   * Passes neighbouring units together, if they repeat themselves less than real ones.
   *
   * @param pack units of a pack
   * @param margin share of such packs of guard with fewer distinct types per token
   */
  record PackedCritic(int pack, double margin) implements Gate {
    @Override
    public boolean isOff() {
      return margin == 0;
    }
  }

  /**
   * A detector that learns from real text, and from the model that drew the other text.
   *
   * @param falseAlarm share of real sentences that it drops, or would drop, in [0, 1)
   * @param power of the probability that a person wrote the sentence, where it is not dropped
   * @param atMost how often a sentence is taken at most, or its largest weight
   */
  record DetectorByTraining(Train train, double falseAlarm, Action action, double power, int atMost)
      implements Gate {
    @Override
    public boolean isOff() {
      return action == Action.DROP ? falseAlarm == 0 : power == 0;
    }
  }

  /** How a detector learns: the probabilities under two models, or a regression on n-grams. */
  enum Train {
    LIKELIHOOD_RATIO,
    LOGISTIC
  }

  /** What a detector does with a sentence. */
  enum Action {
    DROP,
    /** Takes it a whole number of times. */
    RESAMPLE,
    /** Labels it with a weight, which its n-grams are multiplied by when they are counted. */
    WEIGHT
  }

  /** Changes nothing until it sees something: it looks at what is sealed. */
  sealed interface Watch extends Safeguard {}

  /**
   * A chart that follows one metric along a lineage, and what happens when it fires. The seal of
   * generation g decides; the action meets S_{g+1} and T_{g+1}.
   *
   * @param metric its name as in the tables
   * @param subject what the metric describes
   * @param scope {@code all} or one of the scopes of the metric
   * @param chart what looks at the values of generations 1, 2, ..
   * @param reference what the chart compares with
   * @param action what follows when it fires
   */
  record Alarm(
      String metric,
      Subject subject,
      String scope,
      Chart chart,
      AlarmReference reference,
      AlarmAction action)
      implements Watch {}
}
