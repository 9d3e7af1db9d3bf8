package ouroboros.experiment.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Names;
import ouroboros.experiment.yaml.Section;
import ouroboros.metric.Subject;
import ouroboros.policy.Policy;
import ouroboros.safeguard.AlarmReference;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.Gates;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.Safeguard.Gate;
import ouroboros.safeguard.Safeguard.OnPool;
import ouroboros.safeguard.Safeguard.Reward;
import ouroboros.safeguard.Safeguard.WeightedReward;
import ouroboros.safeguard.SafeguardList;
import ouroboros.truth.TruthSpec;

/** Refuses gates that a family or a policy cannot have, and lists in a wrong order. */
final class GateChecks {
  private GateChecks() {}

  /** Checks that the gates can be in this order. */
  static void order(List<Section> sections, List<Gate> gates) {
    long candidates = 1;
    for (int k = 0; k < gates.size(); k++) {
      Gate gate = gates.get(k);
      if (k > 0 && gates.get(k - 1) instanceof OnPool && !(gate instanceof OnPool)) {
        sections
            .get(k)
            .problem(
                "applies-to",
                gate.kind()
                    + " judges synthetic units after a gate on the pool; gates on synthetic units"
                    + " must come first");
      }
      if (gate instanceof Safeguard.PackedCritic
          && k < gates.size() - 1
          && !(gates.get(k + 1).judge() instanceof Safeguard.Review)) {
        sections
            .get(k)
            .problem("kind", "packed-critic must be the last of the list, but for review");
      }
      candidates *= gate.judge() instanceof Safeguard.BestOf best ? best.candidates() : 1;
      if (candidates > Candidate.MOST) {
        sections
            .get(k)
            .problem(
                "candidates",
                "the gates up to here choose one of "
                    + candidates
                    + " candidates of a unit; at most "
                    + Candidate.MOST);
        return;
      }
      if (k > 0 && SafeguardList.reweights(gates.get(k - 1))) {
        afterDetector(sections.get(k), gates.get(k - 1), gate);
      }
      if (gate.judge() instanceof Safeguard.Review && k < gates.size() - 1) {
        sections.get(k).problem("kind", "review must be the last of the list");
      }
    }
  }

  /** What takes units several times, or with a weight, must come after what drops them. */
  private static void afterDetector(Section section, Gate detector, Gate gate) {
    Gate judge = gate.judge();
    if (!(gate instanceof OnPool) && judge instanceof Safeguard.Review) {
      return;
    }
    section.problem(
        "kind",
        judge.kind()
            + (resamples(detector)
                ? " comes after a detector with action: resample, which takes sentences several"
                    + " times;"
                : " comes after a detector with action: weight, which gives sentences weights;")
            + " the detector must be the last gate of the list");
  }

  /** Refuses a review that reviews nothing and drops the rest, where nothing else is in T_g. */
  static void passesNone(
      List<Section> sections, List<Gate> gates, Refill refill, @Nullable Policy policy) {
    for (int k = 0; k < gates.size(); k++) {
      boolean isAll = gates.get(k) instanceof OnPool || (policy != null && policy.isNewest());
      if (isAll
          && refill != Refill.REAL
          && gates.get(k).judge() instanceof Safeguard.Review review
          && review.budget().isNone()
          && review.rest() == Safeguard.Rest.DROP) {
        sections
            .get(k)
            .problem(
                "budget",
                "no unit is reviewed and rest: drop drops all others, so T_1 would be empty; raise"
                    + " it, or set rest: pass, or refill: real");
      }
    }
  }

  /** Refuses a refill that a list cannot have. */
  static void refill(Section top, String key, List<Gate> gates, Refill refill) {
    Optional<Gate> detector = gates.stream().filter(SafeguardList::reweights).findFirst();
    if (detector.isPresent()
        && refill == Refill.REAL
        && !gates.stream().allMatch(SafeguardList::reweights)) {
      top.problem(
          key,
          "real replaces units that a gate drops, but a detector with action: "
              + (resamples(detector.get())
                  ? "resample takes units not at all or several times"
                  : "weight takes units with weights")
              + "; it must be redraw or shrink");
    }
  }

  private static boolean resamples(Gate gate) {
    return gate.judge() instanceof Safeguard.DetectorByTraining detector
        && detector.action() == Safeguard.Action.RESAMPLE;
  }

  /** Refuses weights of sentences where counts must be whole, or have weights already. */
  static void weights(Section section, Gate gate, FamilySpec family, @Nullable Policy policy) {
    if (!SafeguardList.weighs(gate)) {
      return;
    }
    if (policy != null && policy.isWeighted()) {
      section.problem(
          "action",
          "weight multiplies counts by weights in steps of 2^-20, and so does policy "
              + policy.kind()
              + "; together they need steps of 2^-40, which overflow; it must be drop or resample");
    }
    if (family instanceof FamilySpec.Sentences sentences
        && sentences.each().smoothing().needsCountsOfCounts()) {
      section.problem(
          "action",
          "weight gives counts that are not whole, but smoothing "
              + Names.of(sentences.each().smoothing().getClass())
              + " needs counts of whole counts; it must be drop or resample, or family.smoothing"
              + " one of "
              + String.join(", ", PolicyChecks.forWeights()));
    }
  }

  /** Checks a gate of a policy. */
  static void policy(Section section, Gate gate, Policy policy) {
    if (gate instanceof OnPool && !policy.hasPool()) {
      section.problem(
          "applies-to",
          policy.kind()
              + " knows which units are real; pool is possible under mixture and contaminated"
              + " only");
    }
  }

  private static void quantiles(Section section, String key, TruthSpec family) {
    if (!(family instanceof TruthSpec.Gaussian gaussian && gaussian.dimension() == 1)) {
      section.problem(
          key,
          "a critic with quantiles judges text, or a gaussian of dimension 1, not "
              + family.kind()
              + (family instanceof TruthSpec.Gaussian ? " of a higher dimension" : "")
              + (types(family).isPresent() ? "; give keep-rates" : ""));
    }
  }

  /** Checks a gate of a family with a known truth. */
  static void truth(Section section, Gate gate, TruthSpec family) {
    if (gate instanceof OnPool pool) {
      truth(section, pool.gate(), family);
    } else if (gate instanceof Safeguard.KeepRates rates) {
      types(section, "keep-rates", rates.rates(), family);
    } else if (gate instanceof Safeguard.Critic) {
      quantiles(section, "keep", family);
    } else if (gate instanceof Safeguard.BestOf best) {
      for (WeightedReward weighted : best.rewards()) {
        reward(section, weighted.reward(), family);
      }
    } else if (gate instanceof Safeguard.Review review) {
      if (review.isQueue()) {
        section.problem(
            "by",
            "queue asks people about text; the points of family "
                + family.kind()
                + " have none; give "
                + GateBinder.CRITIC_EXAMPLE);
      } else if (review.by() instanceof Safeguard.KeepRates rates) {
        types(section, "by", rates.rates(), family);
      } else if (review.by() instanceof Safeguard.Critic) {
        quantiles(section, "by", family);
      } else {
        truth(section, review.by(), family);
      }
    } else if (!(gate instanceof Safeguard.Thin || gate instanceof Safeguard.Detector)) {
      section.problem("kind", gate.kind() + needsText(family));
    }
  }

  private static void reward(Section section, Reward reward, TruthSpec family) {
    if (reward instanceof Safeguard.Values values) {
      types(section, "reward", values.values(), family);
    } else {
      section.problem("reward", Names.of((Safeguard.OfText) reward) + needsText(family));
    }
  }

  private static String needsText(TruthSpec family) {
    return " judges text; the points of family " + family.kind() + " have none";
  }

  /** One number per type: only families of known types can have them. */
  private static void types(Section section, String key, List<Double> numbers, TruthSpec family) {
    OptionalInt types = types(family);
    if (types.isEmpty()) {
      section.problem(
          key,
          "needs a family of known types: categorical or zipf; the points of "
              + family.kind()
              + " have none");
    } else if (!numbers.isEmpty() && numbers.size() != types.getAsInt()) {
      section.problem(
          key,
          "has "
              + numbers.size()
              + " numbers for "
              + types.getAsInt()
              + " types; it must have one per type");
    }
  }

  private static OptionalInt types(TruthSpec family) {
    if (family instanceof TruthSpec.Categorical categorical) {
      return OptionalInt.of(categorical.probabilities().size());
    }
    return family instanceof TruthSpec.Zipf zipf
        ? OptionalInt.of(zipf.types())
        : OptionalInt.empty();
  }

  /** Refuses gates that a family on text cannot have, or not yet. */
  static void text(Section section, Gate gate, FamilySpec family) {
    Gate placed = gate.judge();
    Gate judge = placed instanceof Safeguard.Review review ? review.by() : placed;
    if (judge instanceof Safeguard.KeepRates) {
      section.problem(
          placed == judge ? "keep-rates" : "by",
          "needs a family of known types: categorical or zipf; the units of "
              + family.kind()
              + " are "
              + family.unit().noun()
              + "s");
    } else if (judge instanceof Safeguard.PagePreset) {
      pages(section, gate, family);
    } else if (family instanceof FamilySpec.Sentences && judgesText(gate)) {
      if (judge instanceof Safeguard.BestOf best
          && best.rewards().stream().anyMatch(each -> each.reward() instanceof Safeguard.Values)) {
        section.problem(
            "reward",
            "values need a family of known types: categorical or zipf, not " + family.kind());
      }
    } else if (!needsNoText(gate)) {
      section.problem(
          "kind",
          gate.kind()
              + " judges the words of a sentence in their order; the units of family "
              + family.kind()
              + " are "
              + family.unit().noun()
              + "s, drawn as "
              + (family instanceof FamilySpec.GaussianMixture ? "vectors" : "bags of words")
              + "; it must be thin, or detector with recall and false-alarm, or the family "
              + String.join(" or ", Names.in(FamilySpec.Sentences.class)));
    }
  }

  /** Published filters of pages judge documents that are bags of words, and no pool. */
  private static void pages(Section section, Gate gate, FamilySpec family) {
    boolean isBags =
        family instanceof FamilySpec.Documents && !(family instanceof FamilySpec.GaussianMixture);
    if (!isBags) {
      boolean isReview = gate instanceof Safeguard.Review;
      section.problem(
          isReview ? "by" : "preset",
          (isReview ? "a preset " : "")
              + "judges documents by their words; the units of family "
              + family.kind()
              + " are "
              + family.unit().noun()
              + "s"
              + (family instanceof FamilySpec.Sentences
                  ? "; give keep: [0.05, 0.95], or the family must be multinomial-mixture or lda"
                  : ", drawn as vectors; the family must be multinomial-mixture or lda"));
    } else if (gate instanceof Safeguard.Review) {
      section.problem(
          "by", "a preset drops documents and simulates no reviewers; use it as a gate");
    } else if (gate instanceof OnPool) {
      section.problem(
          "applies-to", "a preset judges synthetic documents only; it must be synthetic");
    }
  }

  /** Refuses gates that cannot judge the pool of a family that draws sentences. */
  static void poolOfText(List<Section> sections, List<Gate> gates) {
    for (int k = 0; k < gates.size(); k++) {
      if (gates.get(k) instanceof OnPool
          && gates.get(k).judge() instanceof Safeguard.PackedCritic) {
        sections
            .get(k)
            .problem(
                "applies-to",
                "packed-critic judges neighbouring units of one model together; the units of a pool"
                    + " are no neighbours; remove pool");
      } else if (gates.get(k) instanceof OnPool
          && gates.get(k).judge() instanceof Safeguard.Review review
          && review.isQueue()) {
        sections
            .get(k)
            .problem(
                "applies-to",
                "people are asked about units that a model wrote, which the queue names by their"
                    + " numbers in S_g; with by: queue it must be synthetic, or give by: {critic:"
                    + " {keep: [0.05, 0.95]}, error: 0.1}");
      }
    }
  }

  /** Refuses safeguards of a family that draws sentences which do not work together yet. */
  static void together(
      Section top,
      String key,
      List<Safeguard.Drawing> drawing,
      List<Gate> gates,
      List<Safeguard.Alarm> alarms) {
    boolean panel =
        drawing.stream()
            .anyMatch(
                each -> each instanceof Safeguard.Ensemble || each instanceof Safeguard.Retrieval);
    if (panel && gates.stream().anyMatch(GateChecks::isLikelihoodRatio)) {
      top.problem(
          key,
          "a detector with train: likelihood-ratio compares with the one model that drew the text,"
              + " which an ensemble or retrieval does not have; leave one of them out");
    }
    boolean asks = gates.stream().anyMatch(g -> g instanceof Safeguard.Review r && r.isQueue());
    if (asks
        && alarms.stream()
            .anyMatch(
                alarm ->
                    alarm.chart().needsReference()
                        && alarm.reference() instanceof AlarmReference.Frozen
                        && alarm.subject() != Subject.SYNTHETIC)) {
      top.problem(
          key,
          "reference frozen would ask people about further draws of S_1, because what an alarm"
              + " watches comes after a review by queue; give reference: {first: m}, or subject:"
              + " synthetic");
    }
  }

  /** Whether the gate looks at the probabilities under the model that drew the text. */
  private static boolean isLikelihoodRatio(Gate gate) {
    return gate.judge() instanceof Safeguard.DetectorByTraining detector
        && detector.train() == Safeguard.Train.LIKELIHOOD_RATIO;
  }

  private static boolean needsNoText(Gate gate) {
    return Gates.blind(gate.judge()) != null;
  }

  /** Whether the gate decides by the words of a sentence. */
  private static boolean judgesText(Gate gate) {
    if (gate instanceof OnPool pool) {
      return judgesText(pool.gate());
    }
    return gate instanceof Safeguard.Critic
        || gate instanceof Safeguard.BestOf
        || gate instanceof Safeguard.Revise
        || gate instanceof Safeguard.PackedCritic
        || gate instanceof Safeguard.Queue
        || (gate instanceof Safeguard.Review review && judgesText(review.by()))
        || gate instanceof Safeguard.DetectorByTraining;
  }
}
