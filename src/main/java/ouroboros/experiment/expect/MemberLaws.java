package ouroboros.experiment.expect;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntToDoubleFunction;
import ouroboros.experiment.Cell;
import ouroboros.experiment.EcosystemSpec;
import ouroboros.experiment.FamilySpec;
import ouroboros.law.Census;
import ouroboros.law.Forecast;
import ouroboros.law.ecosystem.MemberExtinction;
import ouroboros.metric.Expectation;
import ouroboros.metric.SeriesKey;
import ouroboros.metric.Subject;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Ecosystem;
import ouroboros.policy.Policy;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Key;

/** The laws of a cell on text whose models feed one pool: what is left of R's types. */
final class MemberLaws {
  private final MemberExtinction extinction;
  private final Census census;
  private final Map<Place, Forecast.Survival> known = new HashMap<>();

  private MemberLaws(MemberExtinction extinction, Census census) {
    this.extinction = extinction;
    this.census = census;
  }

  /** A generation of a member, or of all where it is negative. */
  private record Place(int generation, boolean isTraining, int member) {}

  /**
   * The laws; empty unless every member starts from all of R, draws from its model as it is fitted
   * and trains on its whole pool. Where members start from parts of R, the law would need the
   * counts of every type in each part: in real text, a word is often in one part only.
   *
   * @param real units of R
   */
  static Optional<MemberLaws> of(Cell cell, long real, Census census) {
    EcosystemSpec spec = Objects.requireNonNull(cell.ecosystem());
    Ecosystem rule = spec.rule();
    boolean isFaithful =
        spec.members().stream().allMatch(MemberLaws::isFaithful)
            && cell.safeguards().isEmpty()
            && cell.safeguards().drawsAsFitted()
            && !cell.safeguards().mayAct();
    if (!isFaithful || rule.real() != Ecosystem.Real.SHARED || cell.inject() != null) {
      return Optional.empty();
    }
    List<Long> own = Collections.nCopies(rule.members(), real);
    List<Long> sizes =
        own.stream()
            .map(cell.size()::units)
            .filter(OptionalLong::isPresent)
            .map(OptionalLong::getAsLong)
            .toList();
    return sizes.size() == own.size() && isWhole(cell.policy(), own.get(0), sizes.get(0))
        ? Optional.of(new MemberLaws(new MemberExtinction(rule, own, sizes), census))
        : Optional.empty();
  }

  private static boolean isFaithful(EcosystemSpec.Member member) {
    return member.family() instanceof FamilySpec.Ngram family
        && family.smoothing() instanceof Smoothing.None
        && member.sampling().isFaithful();
  }

  /** Whether T_1, T_2 and T_3 are the whole pool, of as many units as are drawn. */
  private static boolean isWhole(Policy policy, long real, long size) {
    AvailableUnits stock = AvailableUnits.ofCorpus(real, 0, size);
    for (int g = 1; g <= 3; g++) {
      if (policy.isRandom() || policy.usesReserve() || policy.syntheticUnits(g, stock) != size) {
        return false;
      }
      stock = stock.after(policy, g);
      List<RecipeLine> lines = policy.recipe(g, stock, new Key(0, 0)).parts();
      if (lines.size() != 1
          || policy.drawnFrom(g) != g - 1
          || !lines.get(0).source().equals(new Source.Synthetic(g))
          || !lines.get(0).isWhole(size)) {
        return false;
      }
    }
    return true;
  }

  /** The expectation of a number; empty where no law is known. */
  Optional<Expectation> of(SeriesKey key) {
    int member = -1;
    for (int k = 0; k < extinction.sizes().size(); k++) {
      member = key.scope().equals(Ecosystem.scope(k)) ? k : member;
    }
    boolean isTraining = key.subject() == Subject.TRAINING;
    boolean isDrawn = key.subject() == Subject.SYNTHETIC && key.generation() > 0;
    if ((member < 0 && !key.scope().equals("all")) || !(isTraining || isDrawn)) {
      return Optional.empty();
    }
    Place place = new Place(key.generation(), isTraining, member);
    return switch (key.metric()) {
      case "vocabulary-retention", "retention-1" ->
          Optional.of(Expectation.of(left(place).retention()));
      case "pool-retention-1" ->
          isDrawn && member >= 0
              ? Optional.of(
                  Expectation.of(left(new Place(key.generation(), true, member)).retention()))
              : Optional.empty();
      case "lost-mass-1" -> Optional.of(Expectation.of(left(place).lostMass()));
      default -> Optional.empty();
    };
  }

  private Forecast.Survival left(Place of) {
    return known.computeIfAbsent(
        of,
        place -> {
          IntToDoubleFunction lost =
              place.isTraining
                  ? extinction.ofTraining(place.generation, place.member)
                  : extinction.ofSynthetic(place.generation, place.member);
          return Forecast.ofMembers(lost, census);
        });
  }
}
