package ouroboros.experiment.ecosystem;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import ouroboros.experiment.Cell;
import ouroboros.experiment.EcosystemSpec;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Inject;
import ouroboros.experiment.KeyPlaces;
import ouroboros.experiment.PartSizes;
import ouroboros.experiment.Sampling;
import ouroboros.experiment.Size;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.UnitSizes;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Shown;
import ouroboros.metric.Subject;
import ouroboros.policy.Amount;
import ouroboros.policy.Ecosystem;
import ouroboros.policy.Policy;
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

  /** Whether the members draw the units of the cell's own family; if not, this is a problem. */
  public static boolean units(Section top, EcosystemSpec spec, FamilySpec family) {
    for (int k = 0; k < spec.members().size(); k++) {
      FamilySpec own = spec.members().get(k).family();
      if (own.unit() != family.unit()) {
        top.problem(
            KEY,
            "member "
                + k
                + " of family "
                + own.kind()
                + " draws "
                + own.unit().noun()
                + "s, but the family of the cell, "
                + family.kind()
                + ", "
                + family.unit().noun()
                + "s; all members of a pool must read and write one kind of unit");
        return false;
      }
    }
    return true;
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
    components(top, spec);
    documents(top, spec);
    safeguards(top, spec, safeguards, isOfTruth);
    for (EcosystemSpec.Member member : spec.members()) {
      if (member.sampling().backend() == Sampling.Backend.POPULATION) {
        top.problem(
            KEY, "the pools of an ecosystem are drawn unit by unit; backend must be sentences");
      } else if (member.sampling().model() == Sampling.ModelPlace.SHARDED) {
        top.problem(
            KEY, "the models of members are held whole; sampling.model must be auto or broadcast");
      }
    }
    if (isOfTruth) {
      if (spec.rule().real() == Ecosystem.Real.STRATUM) {
        top.problem(KEY, "a known truth has no strata; real must be shared or disjoint");
      }
    } else {
      text(top, spec, policy, corpus);
    }
  }

  /** A sentence of a pool must have a component for every mixture that reads it. */
  private static void components(Section top, EcosystemSpec spec) {
    List<FamilySpec> families =
        spec.members().stream().map(EcosystemSpec.Member::family).distinct().toList();
    Set<FamilySpec.Grouping> groupings = new HashSet<>();
    for (FamilySpec family : families) {
      if (family instanceof FamilySpec.NgramMixture mixture) {
        groupings.add(mixture.grouping());
      }
    }
    if (!groupings.isEmpty() && families.stream().anyMatch(FamilySpec.Ngram.class::isInstance)) {
      top.problem(
          KEY,
          "a sentence that an ngram model draws belongs to no component, so no ngram-mixture can be"
              + " fitted to it; all members must be ngram, or all ngram-mixture");
    } else if (groupings.size() > 1) {
      top.problem(
          KEY,
          "the ngram-mixtures of the members divide sentences in different ways, and a sentence of"
              + " a pool has one component; all must have the same components, or by: stratum");
    }
  }

  /** A document of a pool must be something that every member can be fitted to. */
  private static void documents(Section top, EcosystemSpec spec) {
    List<String> bags = new ArrayList<>();
    Set<FamilySpec.Features> features = new LinkedHashSet<>();
    for (EcosystemSpec.Member member : spec.members()) {
      if (member.family() instanceof FamilySpec.GaussianMixture gaussian) {
        features.add(gaussian.features());
      } else if (member.family() instanceof FamilySpec.Documents) {
        bags.add(member.family().kind());
      }
    }
    if (!features.isEmpty() && !bags.isEmpty()) {
      top.problem(
          KEY,
          "gaussian-mixture draws vectors and "
              + bags.get(0)
              + " bags of words, and every member must be able to read what another one draws; all"
              + " must be gaussian-mixture, or all lda or multinomial-mixture");
    } else if (features.size() > 1) {
      top.problem(
          KEY,
          "the gaussian-mixtures of the members have different features, and a document of a pool"
              + " is one vector; features must be the same for all");
    }
  }

  private static void safeguards(
      Section top, EcosystemSpec spec, SafeguardList all, boolean isOfTruth) {
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
    if (!(spec.members().get(0).family() instanceof FamilySpec.Sentences)) {
      return; // what follows is refused for the units of each mixture
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

  /** Refuses members without a stratum of R to start from. */
  public static SpecException noStrata(KeyPlaces places, EcosystemSpec spec, UnitSizes sizes) {
    List<String> there =
        sizes.strata().stream()
            .filter(stratum -> stratum.sentences() > 0)
            .map(UnitSizes.Stratum::name)
            .toList();
    return new SpecException(
        List.of(
            places.problem(
                KEY,
                "real: stratum needs sentences of R in the stratum of each of "
                    + spec.members().size()
                    + " members; strata of which R has sentences: "
                    + there)));
  }

  /**
   * Where the parts of R are known: why members cannot start from them.
   *
   * @param noun of a unit
   */
  public static List<String> parts(EcosystemSpec spec, PartSizes parts, String noun) {
    List<String> problems = new ArrayList<>();
    int members = spec.members().size();
    if (spec.rule().real() == Ecosystem.Real.DISJOINT && parts.real() < members) {
      problems.add(
          "real: disjoint divides "
              + parts.real()
              + " "
              + noun
              + "s of R among "
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
