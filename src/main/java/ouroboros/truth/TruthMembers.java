package ouroboros.truth;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import ouroboros.policy.Ecosystem;

/**
 * The members of a cell whose models feed one pool.
 *
 * @param ecosystem what they start from, and whose units each pool has
 * @param members one for each
 */
public record TruthMembers(Ecosystem ecosystem, List<Member> members) implements Serializable {
  /** The metric of diversity between members. */
  static final String FST = "f-st";

  /** The metric of distance between members. */
  static final String BETWEEN_JS = "between-js-1";

  /** A distance to the normal truth, which a mean of normal models does not have. */
  private static final String OF_ONE_MODEL = "wasserstein-2-squared";

  public TruthMembers {
    members = List.copyOf(members);
  }

  /**
   * A member.
   *
   * @param family with the truth that all members share
   * @param temperature at which it draws
   * @param firstReal the first point of the truth in its R
   * @param real points of its R
   * @param size points that it draws per generation
   */
  public record Member(TruthSpec family, double temperature, long firstReal, long real, long size)
      implements Serializable {}

  /** The cells of the members; of a cell with one model, the cell itself. */
  public static List<TruthCell> cells(TruthCell cell) {
    TruthMembers all = cell.drawing().members();
    return all == null
        ? List.of(cell)
        : IntStream.range(0, all.members.size()).mapToObj(k -> all.cell(k, cell)).toList();
  }

  /** A member as a cell of its own. */
  public TruthCell cell(int k, TruthCell all) {
    Member member = members.get(k);
    return new TruthCell(
        member.family,
        all.policy(),
        member.real,
        member.size,
        all.generations(),
        new TruthCell.Drawing(member.temperature, TruthCell.Backend.POINTS),
        all.metrics(),
        all.safeguards());
  }

  /** Where the reserve of every member begins: behind the points that are in some R. */
  long reserve() {
    return members.stream().mapToLong(m -> m.firstReal + m.real).max().orElse(0);
  }

  /** Points that each member draws in generation g. */
  public List<Long> sizes(int g, TruthCell all) {
    return IntStream.range(0, members.size())
        .mapToObj(k -> cell(k, all))
        .map(cell -> cell.policy().syntheticUnits(g, cell.stock().after(cell.policy(), g - 1)))
        .toList();
  }

  /**
   * What is measured: the mean of the models, how far they are apart, then each model.
   *
   * @param each the measures of one model
   */
  List<Measure> measures(List<Measure> each) {
    List<Measure> measures = new ArrayList<>();
    for (Measure measure : each) {
      if (!measure.metric().equals(OF_ONE_MODEL)) {
        measures.add(measure);
      }
    }
    metrics(members.get(0).family).forEach(metric -> measures.addAll(Measure.list(metric)));
    for (int k = 0; k < members.size(); k++) {
      for (Measure measure : each) {
        measures.add(new Measure(measure.metric(), Ecosystem.scope(k)));
      }
    }
    return measures;
  }

  /** The metrics of the distance between members. */
  public static List<String> metrics(TruthSpec family) {
    return family instanceof TruthSpec.Types ? List.of(FST, BETWEEN_JS) : List.of(FST);
  }

  /** Why a cell cannot have these members; empty if it can. */
  public static List<String> problems(TruthCell cell) {
    TruthMembers members = cell.drawing().members();
    List<String> problems = new ArrayList<>();
    if (members == null) {
      return problems;
    }
    for (Member member : members.members) {
      if (!(member.family instanceof TruthSpec.Types
          || member.family instanceof TruthSpec.Gaussian
          || member.family instanceof TruthSpec.Poisson
          || member.family instanceof TruthSpec.KernelDensity)) {
        problems.add(
            "members of family "
                + member.family.kind()
                + " are not available; it must be categorical, zipf, gaussian, poisson or"
                + " kernel-density");
      } else if (!isOfOneTruth(members.members.get(0).family, member.family)) {
        problems.add(
            "members must have one truth (the same types and probabilities, rate or"
                + " dimension); "
                + members.members.get(0).family.kind()
                + " and "
                + member.family.kind()
                + " of two members differ");
      }
    }
    for (int k = 0; k < members.members.size() && problems.isEmpty(); k++) {
      if (members.members.get(k).real < 1) {
        problems.add(
            "real: disjoint leaves member "
                + k
                + " no point of "
                + cell.real()
                + "; real must be at least the number of members, "
                + members.members.size());
      }
    }
    return problems.stream().distinct().toList();
  }

  private static boolean isOfOneTruth(TruthSpec a, TruthSpec b) {
    if (a instanceof TruthSpec.Gaussian one) {
      return b instanceof TruthSpec.Gaussian other && one.dimension() == other.dimension();
    }
    if (a instanceof TruthSpec.Poisson || a instanceof TruthSpec.KernelDensity) {
      return a.equals(b) || (a instanceof TruthSpec.KernelDensity && a.getClass() == b.getClass());
    }
    return a instanceof TruthSpec.Types one
        && b instanceof TruthSpec.Types other
        && java.util.Arrays.equals(one.weights(), other.weights());
  }
}
