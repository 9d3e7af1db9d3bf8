package ouroboros.spark.ngram;

import org.jspecify.annotations.Nullable;
import ouroboros.policy.Choice;
import ouroboros.policy.MemberPool;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Selection;
import ouroboros.safeguard.RealUnits;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.spark.text.RealText;
import ouroboros.text.Part;

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

  /** The units of R that can replace units of its pool. */
  RealUnits replacing(RealText text) {
    Choice.Part own = real;
    return own == null ? RealUnits.of(0, text.units(Part.REAL)) : text.units(own);
  }

  /**
   * A choice among the sentences of R by their numbers.
   *
   * @param chosen where its part of R is a stratum, by their places in R counted stratum by stratum
   * @param own its part of R
   */
  Selection byNumber(Selection chosen, RealUnits own) {
    Choice.Part part = real;
    return part != null && part.byStratum()
        ? own.among(chosen, part.first(), chosen.population())
        : chosen;
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
