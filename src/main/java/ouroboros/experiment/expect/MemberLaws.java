package ouroboros.experiment.expect;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import ouroboros.experiment.Cell;
import ouroboros.experiment.EcosystemSpec;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.UnitSizes;
import ouroboros.law.Census;
import ouroboros.law.Forecast;
import ouroboros.law.ecosystem.MemberExtinction;
import ouroboros.metric.Expectation;
import ouroboros.metric.SeriesKey;
import ouroboros.metric.Subject;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Choice;
import ouroboros.policy.Ecosystem;
import ouroboros.policy.Policy;
import ouroboros.policy.RecipeLine;
import ouroboros.policy.Source;
import ouroboros.random.Key;

/** The laws of a cell on text whose models feed one pool: what is left of R's types. */
final class MemberLaws {
  private final MemberExtinction extinction;
  private final SortedMap<Integer, RecipeLine> parts;
  private final Census census;
  private final Map<Place, Forecast.Survival> known = new HashMap<>();

  private MemberLaws(
      MemberExtinction extinction, SortedMap<Integer, RecipeLine> parts, Census census) {
    this.extinction = extinction;
    this.parts = parts;
    this.census = census;
  }

  /** A generation of a member, or of all where it is negative. */
  private record Place(int generation, boolean isTraining, int member) {}

  /**
   * The laws; empty unless every member draws from its model as it is fitted and trains on its
   * whole pool. A type that occurs in the R of several members is protected by all of its
   * occurrences, so the law needs the counts of every type in each of them.
   *
   * @param census has the counts of the {@link #parts}
   */
  static Optional<MemberLaws> of(Cell cell, UnitSizes units, Census census) {
    EcosystemSpec spec = Objects.requireNonNull(cell.ecosystem());
    List<Long> own =
        isFaithful(cell) ? spec.real(units).stream().map(Choice.Part::many).toList() : List.of();
    List<Long> sizes =
        own.stream()
            .map(cell.size()::units)
            .filter(OptionalLong::isPresent)
            .map(OptionalLong::getAsLong)
            .toList();
    if (own.isEmpty() || sizes.size() < own.size()) {
      return Optional.empty();
    }
    for (int k = 0; k < own.size(); k++) {
      if (!isWhole(cell.policy(), own.get(k), sizes.get(k))) {
        return Optional.empty();
      }
    }
    SortedMap<Integer, RecipeLine> parts = parts(cell, units);
    MemberExtinction extinction = new MemberExtinction(spec.rule(), own, sizes);
    return census.holds(parts)
        ? Optional.of(new MemberLaws(extinction, parts, census))
        : Optional.empty();
  }

  /**
   * The part of R that each member starts from, by their number from 1: what a census must count.
   * Empty where each starts from all of R, or where no law is known.
   */
  static SortedMap<Integer, RecipeLine> parts(Cell cell, UnitSizes units) {
    TreeMap<Integer, RecipeLine> parts = new TreeMap<>();
    EcosystemSpec spec = Objects.requireNonNull(cell.ecosystem());
    if (spec.rule().real() != Ecosystem.Real.SHARED && isFaithful(cell)) {
      for (Choice.Part part : spec.real(units)) {
        parts.put(
            parts.size() + 1, new RecipeLine(new Source.Real(), part, part.many(), RecipeLine.ONE));
      }
    }
    return parts;
  }

  private static boolean isFaithful(Cell cell) {
    return Objects.requireNonNull(cell.ecosystem()).members().stream()
            .allMatch(MemberLaws::isFaithful)
        && cell.safeguards().changesNothing()
        && cell.safeguards().drawsAsFitted()
        && !cell.safeguards().mayAct()
        && cell.inject() == null;
  }

  private static boolean isFaithful(EcosystemSpec.Member member) {
    return member.family() instanceof FamilySpec.Sentences family
        && family.each().smoothing() instanceof Smoothing.None
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

  /** How much of R is left in S_g of all members. */
  Forecast.Survival ofSynthetic(int g) {
    return left(new Place(g, false, -1));
  }

  private Forecast.Survival left(Place of) {
    return known.computeIfAbsent(
        of,
        place -> {
          double[] thetas =
              place.isTraining
                  ? extinction.ofTraining(place.generation, place.member)
                  : extinction.ofSynthetic(place.generation, place.member);
          return Forecast.ofMembers(thetas, parts, census);
        });
  }
}
