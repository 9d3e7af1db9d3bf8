package ouroboros.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import ouroboros.policy.Choice;
import ouroboros.policy.Ecosystem;

/**
 * The {@code ecosystem} section: several models that feed one pool.
 *
 * @param rule what the members start from, and whose units each pool has
 * @param members one for each, at least two
 */
public record EcosystemSpec(Ecosystem rule, List<Member> members) {
  /** Copies the list. */
  public EcosystemSpec {
    members = List.copyOf(members);
  }

  /**
   * [members] The sentences of R that each member starts from; empty where R does not have the
   * strata.
   */
  public List<Choice.Part> real(UnitSizes sizes) {
    long all = Objects.requireNonNull(sizes.all().get(FamilySpec.Unit.SENTENCE)).real();
    List<Choice.Part> parts = new ArrayList<>();
    for (int k = 0; k < members.size(); k++) {
      switch (rule.real()) {
        case SHARED -> parts.add(new Choice.Part(0, all, false, new Choice.Whole()));
        case DISJOINT -> {
          long first = rule.part(all, k);
          long many = rule.part(all, k + 1) - first;
          parts.add(new Choice.Part(first, many, false, new Choice.Whole()));
        }
        case STRATUM -> ofStratum(k, sizes.strata()).ifPresent(parts::add);
      }
    }
    return parts.size() == members.size() ? parts : List.of();
  }

  /**
   * The stratum that a member names, else the k-th of those of which R has sentences; the sentences
   * of R counted stratum by stratum.
   */
  private Optional<Choice.Part> ofStratum(int k, List<UnitSizes.Stratum> strata) {
    String named = members.get(k).stratum();
    long first = 0;
    int before = 0;
    for (UnitSizes.Stratum stratum : strata) {
      boolean isIts = named == null ? before == k : stratum.name().equals(named);
      if (isIts && stratum.sentences() > 0) {
        return Optional.of(new Choice.Part(first, stratum.sentences(), true, new Choice.Whole()));
      }
      first += stratum.sentences();
      before += stratum.sentences() > 0 ? 1 : 0;
    }
    return Optional.empty();
  }

  /**
   * A member.
   *
   * @param family the kind of model that it fits
   * @param sampling how it draws
   * @param stratum of R that it starts from; null where R is not divided by stratum, or where the
   *     strata are taken in their order
   */
  public record Member(FamilySpec family, Sampling sampling, @Nullable String stratum) {}
}
