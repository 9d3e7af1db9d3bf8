package ouroboros.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
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
    if (rule.real() == Ecosystem.Real.STRATUM) {
      return strata(sizes).stream().map(s -> ofStratum(s, sizes.strata())).toList();
    }
    boolean isShared = rule.real() == Ecosystem.Real.SHARED;
    List<Choice.Part> parts = new ArrayList<>();
    for (int k = 0; k < members.size(); k++) {
      long first = isShared ? 0 : rule.part(all, k);
      long end = isShared ? all : rule.part(all, k + 1);
      parts.add(new Choice.Part(first, end - first, false, new Choice.Whole()));
    }
    return parts;
  }

  /** The sentences of a stratum, where those of R are counted stratum by stratum. */
  private static Choice.Part ofStratum(int s, List<UnitSizes.Stratum> strata) {
    long first = strata.subList(0, s).stream().mapToLong(UnitSizes.Stratum::sentences).sum();
    return new Choice.Part(first, strata.get(s).sentences(), true, new Choice.Whole());
  }

  /**
   * [members] The number of the stratum that each starts from: the one that it names, else the k-th
   * of those of which R has sentences. Empty where R does not have them.
   */
  public List<Integer> strata(UnitSizes sizes) {
    List<Integer> there =
        IntStream.range(0, sizes.strata().size())
            .filter(s -> sizes.strata().get(s).sentences() > 0)
            .boxed()
            .toList();
    List<Integer> each = new ArrayList<>();
    for (int k = 0; k < members.size(); k++) {
      String named = members.get(k).stratum();
      int place = k;
      there.stream()
          .filter(
              s ->
                  named == null
                      ? there.indexOf(s) == place
                      : sizes.strata().get(s).name().equals(named))
          .findFirst()
          .ifPresent(each::add);
    }
    return each.size() == members.size() ? each : List.of();
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
