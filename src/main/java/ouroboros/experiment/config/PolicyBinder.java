package ouroboros.experiment.config;

import org.jspecify.annotations.Nullable;
import ouroboros.experiment.yaml.Range;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Types;
import ouroboros.policy.Amount;
import ouroboros.policy.Policy;
import ouroboros.policy.WithoutFeedback;

/** Binds {@code policy}: one line per kind. */
final class PolicyBinder {
  static final String EXAMPLE = "{kind: replace}";
  private static final String EVERY = "every";
  private static final String FEEDBACK = "feedback";

  static final Kinds<Policy> KINDS =
      new Kinds<Policy>("policy")
          .kind("replace", fed(section -> new Policy.Replace()))
          .kind("accumulate", fed(section -> new Policy.Accumulate()))
          .kind("accumulate-subsample", fed(PolicyBinder::accumulateSubsample))
          .kind("anchor", fed(PolicyBinder::anchor))
          .kind("fresh", fed(PolicyBinder::fresh))
          .kind("mixture", fed(PolicyBinder::mixture))
          .kind("weighted", fed(PolicyBinder::weighted))
          .kind("window", fed(PolicyBinder::window))
          .kind("decay", fed(PolicyBinder::decay))
          .kind("partial", fed(PolicyBinder::partial))
          .kind("growing", fed(PolicyBinder::growing))
          .kind("contaminated", fed(ContaminatedBinder::bind))
          .kind("frozen", fed(section -> new Policy.Frozen()))
          .kind("bootstrap", fed(section -> new Policy.Bootstrap()))
          .kind("fresh-disjoint", fed(section -> new Policy.FreshDisjoint()));

  private PolicyBinder() {}

  /**
   * With {@code feedback: false} every S_j is drawn from M_0. Where that is the default, or changes
   * nothing, the key is left out of the resolved spec: the experiment is then the same as one
   * without it.
   */
  private static Kinds.Binder<Policy> fed(Kinds.Binder<Policy> rule) {
    return section -> {
      Policy policy = rule.bind(section);
      boolean isFed = section.optional(FEEDBACK, Types.flag(), true);
      if (isFed || policy == null || !policy.hasFeedback()) {
        section.resolved().remove(FEEDBACK);
        return policy;
      }
      return new WithoutFeedback(policy);
    };
  }

  private static Policy accumulateSubsample(Section section) {
    return new Policy.AccumulateSubsample(
        AmountBinder.optional(section, "size", new Amount.Share(1)));
  }

  private static Policy anchor(Section section) {
    AmountBinder.Chosen real = AmountBinder.chosen(section, "real");
    return new Policy.Anchor(real.amount(), real.choose(), total(section), every(section));
  }

  private static Policy fresh(Section section) {
    return new Policy.Fresh(
        AmountBinder.orTokens(section, "real"),
        total(section),
        section.optional("order-by", Types.choice(Policy.OrderBy.class), Policy.OrderBy.HASH),
        every(section));
  }

  /**
   * Real units join in every k-th generation. With 1 the key is left out of the resolved spec: the
   * experiment is then the same as one without it.
   */
  private static int every(Section section) {
    int every = section.optional(EVERY, Types.count(1, Integer.MAX_VALUE), 1);
    if (every == 1) {
      section.resolved().remove(EVERY);
    }
    return every;
  }

  private static Policy.Total total(Section section) {
    return section.optional("total", Types.choice(Policy.Total.class), Policy.Total.ADD);
  }

  private static Policy mixture(Section section) {
    return new Policy.Mixture(section.required("real-share", Types.number(Range.SHARE)));
  }

  private static Policy weighted(Section section) {
    return new Policy.Weighted(
        AmountBinder.orTokens(section, "real"),
        section.required("real-weight", Types.number(Range.SHARE)));
  }

  private static Policy window(Section section) {
    return new Policy.Window(
        section.required("last", Types.count(1, Integer.MAX_VALUE)),
        section.optional("keep-real", Types.flag(), false));
  }

  private static Policy decay(Section section) {
    return new Policy.Decay(section.required("half-life", Types.number(Range.POSITIVE)));
  }

  private static Policy partial(Section section) {
    return new Policy.Partial(section.required("share", Types.number(Range.SHARE)));
  }

  private static @Nullable Policy growing(Section section) {
    boolean byFactor = section.has("factor");
    boolean byPower = section.has("power");
    if (byFactor == byPower) {
      section.take("factor");
      section.take("power");
      section.problem(
          byFactor ? "power" : "factor",
          byFactor
              ? "is given together with factor; a growing policy has one of factor, power"
              : "missing; a growing policy has one of factor, power");
      return null;
    }
    return byFactor
        ? new Policy.GrowingByFactor(section.required("factor", Types.number(Range.POSITIVE)))
        : new Policy.GrowingByPower(section.required("power", Types.number(Range.FINITE)));
  }
}
