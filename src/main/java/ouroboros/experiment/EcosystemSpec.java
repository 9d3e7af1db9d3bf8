package ouroboros.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;
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
   * A member.
   *
   * @param family the kind of model that it fits
   * @param sampling how it draws
   * @param stratum of R that it starts from; null where R is not divided by stratum, or where the
   *     strata are taken in their order
   */
  public record Member(FamilySpec family, Sampling sampling, @Nullable String stratum) {}
}
