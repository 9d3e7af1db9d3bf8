package ouroboros.spark.ngram;

import org.jspecify.annotations.Nullable;
import ouroboros.policy.Choice;
import ouroboros.policy.MemberPool;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.safeguard.RealReplacements;
import ouroboros.spark.draw.SyntheticCorpus;

/**
 * What a member of an ecosystem has: its part of R and of the reserve, and its pool.
 *
 * @param ecosystem the whole
 * @param member k
 * @param real its part of R; null for all of it
 * @param reserve its part of the reserve
 */
record MemberSeat(
    NgramEcosystem ecosystem, int member, Choice.@Nullable Part real, Choice.Part reserve) {

  /** Sentences of its part of R, which has {@code all}. */
  long units(long all) {
    Choice.Part own = real;
    return own == null ? all : own.many();
  }

  /** The units of R that can replace units of its pool, of {@code all}. */
  RealReplacements.Units replacing(long all) {
    Choice.Part own = real;
    if (own != null && own.byStratum()) {
      throw new IllegalStateException("the sentences of a stratum are not neighbours in R");
    }
    return own == null
        ? new RealReplacements.Units(0, all)
        : new RealReplacements.Units(own.first(), own.many());
  }

  /** The line of a recipe, where it takes its units from this member's part of real text. */
  RecipeLine ofMember(RecipeLine line) {
    Choice.Part part = line.source() instanceof Source.Reserve ? reserve : real;
    return part == null || line.source() instanceof Source.Synthetic
        ? line
        : new RecipeLine(
            line.source(),
            new Choice.Part(part.first(), part.many(), part.byStratum(), line.take()),
            line.units(),
            line.weight());
  }

  /** Whose each unit of P_{k,g} is. */
  MemberPool authors(int g) {
    return ecosystem.authors(member, g);
  }

  /** P_{k,g} as a function of T_{g-1} of all members. */
  SyntheticCorpus pool(int g) {
    return ecosystem.pool(member, g);
  }
}
