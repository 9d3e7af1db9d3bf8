package ouroboros.experiment.ecosystem;

import java.util.ArrayList;
import java.util.List;
import ouroboros.experiment.Cell;
import ouroboros.experiment.EcosystemSpec;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Inject;
import ouroboros.experiment.PartSizes;
import ouroboros.experiment.Sampling;
import ouroboros.experiment.Size;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Shown;
import ouroboros.metric.Subject;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.policy.Amount;
import ouroboros.policy.Ecosystem;
import ouroboros.policy.Policy;
import ouroboros.safeguard.Refill;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;
import ouroboros.text.CorpusSpec;
import ouroboros.truth.TruthMembers;

/** Refuses what the members of an ecosystem cannot have. */
public final class EcosystemChecks {
  private static final String KEY = EcosystemBinder.KEY;

  private EcosystemChecks() {}

  /** The metrics that a cell with a known truth has because its models feed one pool. */
  public static List<String> metrics(Cell cell) {
    return cell.ecosystem() == null
        ? List.of()
        : TruthMembers.metrics(((FamilySpec.Truth) cell.family()).truth());
  }

  /** Checks an ecosystem of at least two members with the other sections of its cell. */
  public static void check(
      Section top,
      EcosystemSpec spec,
      Size size,
      SafeguardList safeguards,
      Policy policy,
      CorpusSpec corpus) {
    if (size instanceof Size.Tokens) {
      top.problem(
          "size",
          "the pools of an ecosystem are counted in units; it must be real or a whole number of at"
              + " least 1");
    }
    boolean isOfTruth = spec.members().get(0).family() instanceof FamilySpec.Truth;
    safeguards(top, spec, safeguards, isOfTruth);
    for (EcosystemSpec.Member member : spec.members()) {
      FamilySpec family = member.family();
      if (!(family instanceof FamilySpec.Truth) && !(family instanceof FamilySpec.Ngram)) {
        top.problem(
            KEY,
            "members of family "
                + family.kind()
                + " are not available yet; the family must be ngram, categorical, zipf, gaussian,"
                + " poisson or kernel-density");
        return;
      } else if (family instanceof FamilySpec.Truth != isOfTruth) {
        top.problem(
            KEY,
            "some members are fitted to a corpus and some have a known truth and none; all must be"
                + " of one sort");
        return;
      } else if (member.sampling().backend() == Sampling.Backend.POPULATION) {
        top.problem(
            KEY, "the pools of an ecosystem are drawn unit by unit; backend must be sentences");
      } else if (member.sampling().model() == Sampling.ModelPlace.SHARDED) {
        top.problem(
            KEY, "the models of members are held whole; sampling.model must be auto or broadcast");
      }
      member(top, member, safeguards);
    }
    if (isOfTruth) {
      if (spec.rule().real() == Ecosystem.Real.STRATUM) {
        top.problem(KEY, "a known truth has no strata; real must be shared or disjoint");
      }
    } else {
      text(top, spec, policy, corpus);
    }
  }

  private static void safeguards(
      Section top, EcosystemSpec spec, SafeguardList all, boolean isOfTruth) {
    boolean hasPool = all.gates().stream().anyMatch(Safeguard.OnPool.class::isInstance);
    if (isOfTruth && hasPool && all.refill() == Refill.REDRAW) {
      top.problem(
          "refill",
          "redraw with a gate with applies-to: pool draws more points while members are fitted one"
              + " after the other, so members with a known truth cannot have it; it must be shrink"
              + " or real");
    }
    all.drawing(Safeguard.Retrieval.class)
        .filter(retrieval -> retrieval.store() == Safeguard.Store.R)
        .filter(retrieval -> spec.rule().real() != Ecosystem.Real.SHARED)
        .ifPresent(
            retrieval ->
                top.problem(
                    KEY,
                    "retrieval takes tokens from all of R, but each member starts from a part of"
                        + " it; store must be guard or pool, or ecosystem.real shared"));
    for (Safeguard.Alarm alarm : all.alarms()) {
      if (isOfTruth && (alarm.subject() == Subject.GUARDED || !alarm.scope().equals("all"))) {
        top.problem(
            "safeguards",
            "alarm on "
                + alarm.metric()
                + ": the alarms of members with a known truth watch what is measured of each"
                + " member's model, not its gates; subject must be model, and scope all");
      }
    }
    if (!isOfTruth
        && (hasPool || (!all.gates().isEmpty() && all.refill() == Refill.REAL))
        && spec.rule().real() == Ecosystem.Real.STRATUM) {
      top.problem(
          KEY,
          "refill: real and gates with applies-to: pool draw single sentences from the member's"
              + " part of R, but those of a stratum are spread over R; real must be shared or"
              + " disjoint");
    }
  }

  /** Refuses settings of a member on text that its safeguards cannot have. */
  private static void member(Section top, EcosystemSpec.Member member, SafeguardList safeguards) {
    if (!(member.family() instanceof FamilySpec.Ngram family)) {
      return;
    }
    if (member.sampling().decoding(safeguards).hasFloor()
        && !(family.smoothing() instanceof Smoothing.None)) {
      top.problem(
          KEY,
          "entropy-floor: with smoothing every type follows every context, so no context has too"
              + " few successors; the smoothing of every member must be none");
    }
    if (safeguards.isWeighted() && family.smoothing().needsCountsOfCounts()) {
      top.problem(
          KEY,
          "a detector with action: weight gives counts that are not whole, but the smoothing of a"
              + " member needs counts of whole counts; action must be drop or resample");
    }
  }

  /** Refuses statements in the text that one model draws. */
  public static void inject(Section top, Inject inject) {
    if (inject.generation() > 0) {
      top.problem(
          "inject",
          "into: synthetic plants statements in what one model draws, but an ecosystem has several;"
              + " into must be R");
    }
  }

  private static void text(Section top, EcosystemSpec spec, Policy policy, CorpusSpec corpus) {
    Ecosystem.Real real = spec.rule().real();
    if (real == Ecosystem.Real.STRATUM && corpus.stratum() == null) {
      top.problem(
          KEY,
          "real: stratum needs the field that holds it, but corpus.stratum is null; name the"
              + " field, or let real be shared or disjoint");
    }
    boolean isByContent = !policy.choose().equals(new Policy.Choose.Random());
    if (isByContent && real != Ecosystem.Real.SHARED) {
      top.problem(
          KEY,
          "policy.real.choose picks sentences of all of R, but each member has a part; choose must"
              + " be random, or real shared");
    }
    if (policy.usesReserve() && policy.real() instanceof Amount.Tokens) {
      top.problem(
          KEY,
          "the reserve is divided among the members in sentences; policy.real must be {share: 0.1}"
              + " or {units: 100}");
    }
    if (policy.usesReserve() && policy.orderBy() == Policy.OrderBy.PERIOD) {
      top.problem(
          KEY, "the reserve is divided among the members in order of hash; order-by must be hash");
    }
  }

  /** Where the parts of R are known: why members cannot start from them. */
  public static List<String> parts(EcosystemSpec spec, PartSizes parts) {
    List<String> problems = new ArrayList<>();
    int members = spec.members().size();
    if (spec.rule().real() == Ecosystem.Real.DISJOINT && parts.real() < members) {
      problems.add(
          "real: disjoint divides "
              + parts.real()
              + " sentences of R among "
              + members
              + " members; each must have at least one");
    }
    return problems;
  }

  /** What the member with the least real text has, where that is known: R, and the reserve. */
  public static PartSizes smallest(EcosystemSpec spec, PartSizes parts) {
    int members = spec.members().size();
    boolean isDivided = spec.rule().real() == Ecosystem.Real.DISJOINT;
    return new PartSizes(
        isDivided ? parts.real() / members : parts.real(),
        parts.reserve() / members,
        parts.guard(),
        parts.test(),
        isDivided ? parts.realTokens() / members : parts.realTokens(),
        parts.reserveTokens() / members,
        parts.realTypes());
  }

  /** Where the strata are known: why members cannot start from them. */
  public static List<String> strata(EcosystemSpec spec, List<String> strata) {
    List<String> problems = new ArrayList<>();
    int members = spec.members().size();
    if (spec.rule().real() != Ecosystem.Real.STRATUM) {
      return problems;
    }
    boolean isNamed = spec.members().get(0).stratum() != null;
    if (!isNamed && members > strata.size()) {
      problems.add(
          members
              + " members start from one stratum each, but the corpus has "
              + strata.size()
              + " strata: "
              + strata);
    }
    for (EcosystemSpec.Member member : spec.members()) {
      String stratum = member.stratum();
      if (stratum != null && !strata.contains(stratum)) {
        problems.add(
            "the corpus has no stratum " + Shown.text(stratum) + "; its strata: " + strata);
      }
    }
    return problems;
  }
}
