package ouroboros.experiment.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Names;
import ouroboros.experiment.Sampling;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Types;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.policy.Policy;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;

/** Binds {@code ensemble}. The keys of a member are those of family {@code ngram}. */
final class EnsembleBinder {
  private static final String MEMBERS = "members";
  private static final String SHARDS = "shards";
  private static final String EXAMPLE = "{order: 2}";
  private static final int MOST = 64;

  private EnsembleBinder() {}

  static @Nullable Safeguard bind(Section section) {
    boolean byShards = section.has(SHARDS) && !section.has(MEMBERS);
    if (byShards) {
      section.know(List.of(MEMBERS));
      int shards = section.required(SHARDS, Types.count(1, MOST));
      return new Safeguard.Ensemble(List.of(), shards, combine(section));
    }
    if (section.take(SHARDS) != null) {
      section.problem(SHARDS, "is given together with members; an ensemble has one of the two");
    }
    List<Safeguard.Member> members =
        section.sections(MEMBERS, EXAMPLE).stream().map(EnsembleBinder::member).toList();
    Safeguard.Combine combine = combine(section);
    if (members.isEmpty() || members.size() > MOST) {
      section.problem(
          MEMBERS,
          (section.has(MEMBERS) ? members.size() + " members" : "missing")
              + "; it must be a list of 1 to "
              + MOST
              + " maps such as "
              + EXAMPLE
              + (section.has(MEMBERS) ? "" : ", or shards: K"));
      return null;
    }
    return new Safeguard.Ensemble(members, 1, combine);
  }

  private static Safeguard.Combine combine(Section section) {
    return section.required("combine", Types.choice(Safeguard.Combine.class));
  }

  private static Safeguard.Member member(Section section) {
    FamilySpec.Ngram model = FamilyBinder.ngram(section);
    section.close();
    return new Safeguard.Member(
        model.order(), model.smoothing(), model.vocabulary() == FamilySpec.VocabularyKind.REAL);
  }

  /** An ensemble whose only member is the family itself changes nothing. */
  static Safeguard.Drawing offIfAlone(Safeguard.Drawing drawing, @Nullable FamilySpec family) {
    return drawing instanceof Safeguard.Ensemble ensemble
            && family instanceof FamilySpec.Ngram ngram
            && ensemble.members().equals(List.of(member(ngram)))
        ? new Safeguard.Ensemble(List.of(), 1, ensemble.combine())
        : drawing;
  }

  private static Safeguard.Member member(FamilySpec.Ngram family) {
    return new Safeguard.Member(
        family.order(), family.smoothing(), family.vocabulary() == FamilySpec.VocabularyKind.REAL);
  }

  /** Refuses members that do not agree with the policy or with the sampling. */
  static void check(
      Section top,
      Safeguard.Ensemble ensemble,
      Sampling sampling,
      SafeguardList safeguards,
      @Nullable Policy policy) {
    for (Safeguard.Member member : ensemble.members()) {
      String name = Names.of(member.smoothing().getClass());
      String weighing = PolicyChecks.weighing(policy, safeguards);
      if (weighing != null && member.smoothing().needsCountsOfCounts()) {
        top.problem(
            "safeguards",
            weighing
                + " weights its counts, but a member with smoothing "
                + name
                + " needs counts of whole counts");
      }
      if (sampling.decoding(safeguards).hasFloor()
          && !(member.smoothing() instanceof Smoothing.None)) {
        top.problem(
            "safeguards", "an entropy-floor needs members with smoothing none; one has " + name);
      }
    }
  }
}
