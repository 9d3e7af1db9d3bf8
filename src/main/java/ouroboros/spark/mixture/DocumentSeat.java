package ouroboros.spark.mixture;

import ouroboros.experiment.PartSizes;
import ouroboros.mixture.UnitBlock;
import ouroboros.policy.MemberPool;
import ouroboros.safeguard.RealUnits;

/**
 * What a member of an ecosystem has: its part of R and of the reserve, and its pool.
 *
 * @param ecosystem the whole
 * @param member k
 * @param real its units of R
 * @param reserve its units of the reserve
 */
record DocumentSeat<B extends UnitBlock<B>>(
    DocumentEcosystem<B> ecosystem, int member, RealUnits real, RealUnits reserve) {

  /** Its units, where those of all members are given. */
  PartSizes parts(PartSizes all) {
    return new PartSizes(real.many(), reserve.many(), all.guard(), all.test());
  }

  /** P_{k,g} as a function of T_{g-1} of all members. */
  UnitDrawer<B> pool(int g) {
    return ecosystem.pool(member, g);
  }

  /** Whose each unit of P_{k,g} is. */
  MemberPool authors(int g) {
    return ecosystem.authors(member, g);
  }
}
