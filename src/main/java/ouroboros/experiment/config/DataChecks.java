package ouroboros.experiment.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.LongStream;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.GatePilot;
import ouroboros.experiment.PartSizes;
import ouroboros.experiment.Problem;
import ouroboros.experiment.Sampling;
import ouroboros.experiment.Size;
import ouroboros.experiment.TextBackend;
import ouroboros.experiment.TruthCells;
import ouroboros.experiment.UnitSizes;
import ouroboros.experiment.ecosystem.EcosystemChecks;
import ouroboros.experiment.yaml.Problems;
import ouroboros.experiment.yaml.Types;
import ouroboros.policy.Amount;
import ouroboros.policy.AvailableUnits;
import ouroboros.policy.Policy;
import ouroboros.policy.RecipeLine;
import ouroboros.safeguard.GateCounts;
import ouroboros.safeguard.Safeguard;
import ouroboros.safeguard.SafeguardList;
import ouroboros.truth.PointGatePilot;
import ouroboros.truth.TruthCell;
import ouroboros.truth.TruthMembers;
import ouroboros.truth.TruthSpec;

/**
 * The checks of an experiment that need the sizes of its parts: the problems that policies report
 * themselves, in the units of the cell's family, and the sizes of their amounts.
 */
public final class DataChecks {
  /** One array of the points of a generation: half a GiB. */
  private static final long MOST_NUMBERS = 1L << 26;

  /** What a lineage holds at once: a GiB. A machine runs several lineages at the same time. */
  private static final double MOST_HELD = 1L << 27;

  /** Bytes are shown in GiB; a number has eight. */
  private static final double GIBI = 1L << 27;

  /** Numbers that a type of a Zipf distribution takes. */
  private static final double NUMBERS_A_TYPE = 5;

  private static final double LARGEST_POWER = 100;
  private static final Set<String> ALL_SYNTHETIC =
      Set.of("replace", "partial", "growing", "window", "decay");

  private final Experiment experiment;
  private final PartSizes parts;
  private final String noun;
  private final Problems problems = new Problems();

  private DataChecks(Experiment experiment, PartSizes parts, String noun) {
    this.experiment = experiment;
    this.parts = parts;
    this.noun = noun;
  }

  /**
   * Every problem of an experiment with its corpus. A problem is reported once, however many cells
   * have it.
   */
  public static List<Problem> check(Experiment experiment, UnitSizes sizes) {
    Set<Problem> found = new LinkedHashSet<>();
    for (Cell cell : experiment.cells()) {
      String noun = cell.family().unit().noun();
      DataChecks checks = new DataChecks(experiment, sizes.of(cell), noun);
      if (checks.parts.real() < 1) {
        checks.add("corpus.split.real", "R has no " + noun + "s; it must have at least one");
      } else {
        checks.cell(cell);
        if (cell.ecosystem() != null) {
          EcosystemChecks.parts(cell.ecosystem(), checks.parts, noun)
              .forEach(problem -> checks.add("ecosystem", problem));
          if (checks.problems.isEmpty()) {
            DataChecks smallest =
                new DataChecks(
                    experiment, EcosystemChecks.smallest(cell.ecosystem(), checks.parts), noun);
            smallest.cell(cell);
            found.addAll(smallest.problems.sorted());
          }
        }
      }
      found.addAll(checks.problems.sorted());
    }
    return List.copyOf(found);
  }

  /**
   * The same where the truth is known. There every cell has its own R, and the reserve is
   * unlimited.
   */
  static List<Problem> checkTruth(Experiment experiment) {
    Set<Problem> found = new LinkedHashSet<>();
    for (Cell cell : experiment.cells()) {
      TruthCell truth = TruthCells.of(experiment, cell);
      PartSizes parts = new PartSizes(truth.real(), AvailableUnits.ENDLESS, 0, 0);
      DataChecks checks = new DataChecks(experiment, parts, cell.family().unit().noun());
      checks.cell(cell);
      found.addAll(ofMembers(experiment, cell, truth));
      if (truth.isPopulation()) {
        truth.populationProblem().ifPresent(problem -> checks.add("sampling.backend", problem));
      } else if (checks.units(truth)) {
        checks.held(truth);
        checks.gates(truth);
      }
      checks.spread(truth);
      TruthMembers.problems(truth).forEach(problem -> checks.add("ecosystem", problem));
      found.addAll(checks.problems.sorted());
    }
    return List.copyOf(found);
  }

  /** The same for members that start from a part of the points. */
  private static List<Problem> ofMembers(Experiment experiment, Cell cell, TruthCell truth) {
    TruthMembers members = truth.drawing().members();
    List<Problem> found = new ArrayList<>();
    if (members != null) {
      for (TruthMembers.Member member : members.members()) {
        PartSizes own = new PartSizes(member.real(), AvailableUnits.ENDLESS, 0, 0);
        DataChecks checks = new DataChecks(experiment, own, cell.family().unit().noun());
        if (member.real() > 0) {
          checks.cell(cell);
        }
        found.addAll(checks.problems.sorted());
      }
    }
    return found;
  }

  /** The points of a generation must fit into one array; false if they do not. */
  private boolean units(TruthCell truth) {
    AvailableUnits stock = truth.stock();
    long most = truth.real();
    for (int g = 1; g <= truth.generations(); g++) {
      most = Math.max(most, truth.policy().syntheticUnits(g, stock));
      most = Math.max(most, truth.policy().freshUnits(g, stock));
    }
    long width = width(truth);
    if (most > MOST_NUMBERS / width) {
      add(
          "size",
          say(
              "a generation has %,d points of %,d numbers each; it must be at most %,d points",
              most, width, MOST_NUMBERS / width));
      return false;
    }
    return true;
  }

  /** A gate that passes nothing would end the run. */
  private void gates(TruthCell truth) {
    for (GateCounts gate :
        GatePilot.ofPool(truth.safeguards(), truth.policy(), experiment.seed())) {
      if (gate.offered() > 0 && gate.kept() == 0) {
        add(
            "safeguards",
            say(
                "gate %d (%s) passes none of %,d units of a pool; make it less strict",
                gate.gate(), gate.kind(), gate.offered()));
      }
    }
    if (problems.isEmpty()) {
      PointGatePilot.dropsAll(truth, experiment.seed())
          .ifPresent(
              gate ->
                  add(
                      "safeguards",
                      say(
                          "gate %d (%s) passes none of 10,000 candidates; make it less strict, or"
                              + " set refill: real",
                          gate + 1, truth.safeguards().gates().get(gate).kind())));
    }
  }

  private static long width(TruthCell truth) {
    return truth.family() instanceof TruthSpec.Gaussian g
        ? g.dimension()
        : truth.family() instanceof TruthSpec.GaussianMixture m
            ? m.dimension()
            : truth.family() instanceof TruthSpec.LinearRegression r ? r.features() : 1;
  }

  /**
   * What a lineage holds must fit into the memory of a task: its points, for a Gaussian and a
   * regression also the matrix of sums of each batch, and the table of the truth.
   */
  private void held(TruthCell truth) {
    AvailableUnits stock = truth.stock();
    Policy policy = truth.policy();
    int last = truth.generations();
    boolean matrix =
        truth.family() instanceof TruthSpec.Gaussian
            || truth.family() instanceof TruthSpec.LinearRegression;
    boolean counts = truth.family() instanceof TruthSpec.Poisson;
    boolean whole =
        counts
            || truth.family() instanceof TruthSpec.Categorical
            || truth.family() instanceof TruthSpec.Zipf;
    boolean inSums = matrix || counts;
    boolean grows = policy.growth(1, stock.and(policy.syntheticUnits(1, stock))).isPresent();
    boolean all = policy.oldestNeeded(last) < last && !(grows && inSums);
    double width = whole ? 0.5 : width(truth);
    double matrices = matrix ? 2 * width * width : 0;
    double most = truth.real();
    double sum = truth.real() * width + matrices;
    int oldest = policy.oldestNeeded(last);
    for (int g = 1; g <= last; g++) {
      double points = (double) policy.syntheticUnits(g, stock) + policy.freshUnits(g, stock);
      most = Math.max(most, points);
      sum += g < oldest ? 0 : points * width + matrices;
    }
    double table = truth.family() instanceof TruthSpec.Zipf z ? NUMBERS_A_TYPE * z.types() : 0;
    int members = TruthMembers.cells(truth).size();
    double held = members * (table + (all ? sum : 3 * (most * width + matrices)));
    if (held > MOST_HELD) {
      add(
          truth.family() instanceof TruthSpec.Zipf && table > MOST_HELD / 2
              ? "family.types"
              : "size",
          say(
              "a lineage holds about %,.1f GiB at once%s; it must be at most %,.1f GiB, because"
                  + " it runs in one task",
              held / GIBI,
              all ? ", the generations that policy " + policy.kind() + " needs" : "",
              MOST_HELD / GIBI));
    }
  }

  /** The variance of a Gaussian must stay a number. */
  private void spread(TruthCell truth) {
    if (!(truth.family() instanceof TruthSpec.Gaussian gaussian) || gaussian.spread() <= 1) {
      return;
    }
    int generations = truth.generations();
    String kind = truth.policy().kind();
    double power =
        ALL_SYNTHETIC.contains(kind)
            ? generations * StrictMath.log10(gaussian.spread())
            : kind.startsWith("accumulate")
                ? (gaussian.spread() - 1) * StrictMath.log10(generations + 1.0)
                : 0;
    if (power > LARGEST_POWER) {
      add(
          "family.spread",
          say(
              "%s for %,d generations under policy %s lets the variance grow to about 1e%,.0f;"
                  + " it must be at most 1e%.0f",
              gaussian.spread(), generations, kind, power, LARGEST_POWER));
    }
  }

  private void cell(Cell cell) {
    Policy policy = cell.policy();
    Amount real = policy.real();
    if (real instanceof Amount.Tokens tokens) {
      if (!enough(policy, tokens)) {
        return;
      }
    } else if (real != null) {
      some(policy, real);
      filled(policy, real);
    }
    Amount size = policy.size();
    if (size != null) {
      some(policy, size);
      if (cell.size() instanceof Size.Tokens) {
        return; // the number of sentences of S_1 is only known after drawing
      }
    }
    AvailableUnits stock =
        AvailableUnits.ofCorpus(parts.real(), parts.reserve(), drawn(cell))
            .choosing(policy, parts.realTokens(), parts.reserveTokens());
    for (String problem : policy.problems(experiment.generations(), stock)) {
      add("policy", inNouns(problem));
    }
    if (drawsOneByOne(cell)) {
      few(policy, stock);
    } else if (problems.isEmpty() && !(cell.family() instanceof FamilySpec.Truth)) {
      if (cell.sampling().backend() == Sampling.Backend.POPULATION) {
        TextBackend.support(cell.family(), (double) policy.syntheticUnits(1, stock), parts)
            .or(() -> TextBackend.groups(policy, stock))
            .ifPresent(problem -> add("sampling", "backend population: " + problem));
      }
      TextBackend.copies(policy, stock)
          .ifPresent(
              copies ->
                  add(
                      "policy",
                      say(
                          "policy %s takes each of the %,d real sentences %,d times for T_1; the"
                              + " limit is %,d: lower size or policy.real-share, or use a larger"
                              + " corpus",
                          policy.kind(), parts.real(), copies, TextBackend.MOST_COPIES)));
    }
    long fewest =
        LongStream.rangeClosed(1, experiment.generations())
            .map(g -> policy.syntheticUnits((int) g, stock))
            .min()
            .orElse(stock.size());
    if (cell.family() instanceof FamilySpec.Sentences) {
      for (String problem : JudgeChecks.problems(cell.safeguards(), parts, fewest)) {
        add("safeguards", problem);
      }
      weights(cell.safeguards(), policy, stock);
    }
  }

  /** R, or the reserve for all generations together, must have the tokens. */
  private boolean enough(Policy policy, Amount.Tokens tokens) {
    AvailableUnits one = AvailableUnits.ofCorpus(1, 1, 1).choosing(List.of(1L));
    long slices = policy.usesReserve() ? policy.reserveUnits(experiment.generations(), one) : 1;
    long there = policy.usesReserve() ? parts.reserveTokens() : parts.realTokens();
    if ((double) slices * tokens.tokens() <= there) {
      return true;
    }
    add(
        "policy",
        policy.usesReserve()
            ? say(
                "policy %s takes %,d x %,d tokens of the reserve, which has %,d; raise"
                    + " corpus.split.reserve, or lower real",
                policy.kind(), slices, tokens.tokens(), there)
            : say("policy %s takes %s; R has %,d tokens", policy.kind(), shown(tokens), there));
    return false;
  }

  /** Sums of counts with the weights of a detector must fit into 63 bits. */
  private void weights(SafeguardList safeguards, Policy policy, AvailableUnits stock) {
    int last = experiment.generations();
    double units = stock.real();
    for (int g = policy.oldestNeeded(last); g <= last; g++) {
      units += policy.syntheticUnits(g, stock);
    }
    for (int k = 0; k < safeguards.gates().size(); k++) {
      Safeguard.Gate gate = safeguards.gates().get(k);
      if (SafeguardList.weighs(gate)
          && gate.judge() instanceof Safeguard.DetectorByTraining detector
          && units * detector.atMost() > RecipeLine.MOST_WEIGHTED) {
        add(
            "safeguards",
            say(
                "gate %d, detector: action weight gives %,.0f sentences weights up to %,d in steps"
                    + " of 2^-20; sentences x at-most must be at most %,d: lower at-most, or size",
                k + 1, units, detector.atMost(), RecipeLine.MOST_WEIGHTED));
      }
    }
  }

  private boolean drawsOneByOne(Cell cell) {
    return cell.family() instanceof FamilySpec.Truth
        ? cell.sampling().backend() == Sampling.Backend.SENTENCES
        : cell.sampling().backend() != Sampling.Backend.POPULATION
            && !TextBackend.canBePopulation(
                cell, parts.real(), parts.realTokens(), parts.realTypes());
  }

  /** Units that are drawn one by one have numbers below 2^40. */
  private void few(Policy policy, AvailableUnits stock) {
    for (int g = 1; g <= experiment.generations(); g++) {
      long units = policy.syntheticUnits(g, stock);
      if (units > Types.UNITS) {
        add(
            "policy",
            say(
                "policy %s wants S_%d of %,d %ss; drawn one by one, the limit is 2^40",
                policy.kind(), g, units, noun));
        return;
      }
    }
  }

  private String inNouns(String problem) {
    return problem
        .replace("units of reserve", noun + "s")
        .replace("real units", noun + "s")
        .replace(" units", " " + noun + "s");
  }

  /** A share must not round to 0 units. */
  private void some(Policy policy, Amount amount) {
    if (amount.of(parts.real()) < 1) {
      add(
          "policy",
          say(
              "policy %s takes %s, which is no %s of the %,d of R; it must be at least one",
              policy.kind(), shown(amount), noun, parts.real()));
    }
  }

  /**
   * With {@code total: fixed}, S_g fills up R's size, so there cannot be more real units than that.
   */
  private void filled(Policy policy, Amount real) {
    if (policy.total() == Policy.Total.FIXED && real.of(parts.real()) > parts.real()) {
      add(
          "policy",
          say(
              "policy %s with total: fixed takes %s, more than R's %,d %ss; it must be at"
                  + " most that",
              policy.kind(), shown(real), parts.real(), noun));
    }
  }

  private long drawn(Cell cell) {
    return cell.size().units(parts.real()).orElse(parts.real());
  }

  private static String shown(Amount amount) {
    return amount instanceof Amount.Share share
        ? "{share: " + share.share() + "}"
        : amount instanceof Amount.Tokens tokens
            ? "{tokens: " + tokens.tokens() + "}"
            : "{units: " + ((Amount.Units) amount).units() + "}";
  }

  private static String say(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }

  private void add(String key, String text) {
    problems.add(experiment.places().place(key), key, text);
  }
}
