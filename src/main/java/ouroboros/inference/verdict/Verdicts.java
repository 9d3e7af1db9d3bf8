package ouroboros.inference.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import ouroboros.inference.Trajectories;
import ouroboros.inference.verdict.Finding.Claim;
import ouroboros.inference.verdict.Finding.Evidence;
import ouroboros.inference.verdict.Finding.Silence;
import ouroboros.metric.CellRow;

/**
 * The decision about every meaning of collapse for every cell.
 *
 * <p>The tests for yes and for no of all cells and meanings form one family, adjusted by {@link
 * Shaffer}'s method. The first look at a run spends 4/5 of {@link #ERROR}. Look number k, with more
 * data than the looks before it, spends 1/(5 k (k - 1)) of it: 1/10, 1/30, 1/60, .., in all 1/5. So
 * the probability of one or more wrong decisions in any table of the run is at most {@link #ERROR},
 * whenever a user stops, if the assumptions of the t tests hold. With fewer than {@link #LEAST}
 * replicates nothing is tested. The replicates of a text run share R, so a decision is valid for
 * that R only.
 */
public final class Verdicts {
  /** Family-wise error rate. */
  public static final double ERROR = 0.05;

  /** The smallest number of replicates for a decision. */
  public static final int LEAST = 5;

  /** The reason in {@code verdicts.csv} with fewer replicates. */
  public static final String FEW = "needs " + LEAST + " replicates";

  /** Whether a reason in {@code verdicts.csv} says that more replicates may bring a decision. */
  public static boolean needsReplicates(String reason) {
    return reason.equals(FEW) || reason.endsWith(" may tell");
  }

  /** Whether a reason in {@code verdicts.csv} says that no number of replicates can decide. */
  public static boolean isBeyondThisRun(String reason) {
    return reason.startsWith(Finding.CANNOT);
  }

  /** What a reason in {@code verdicts.csv} says beyond that no number of replicates can decide. */
  public static String wayOut(String reason) {
    return isBeyondThisRun(reason) ? reason.substring(Finding.CANNOT.length()) : reason;
  }

  private record Asked(CellRow cell, Meaning meaning, Finding finding) {
    Optional<Evidence> testable() {
      return finding instanceof Evidence e && e.replicates() >= LEAST
          ? Optional.of(e)
          : Optional.empty();
    }
  }

  private Verdicts() {}

  private static final Finding CONTROL =
      Finding.Silence.ofRun("nothing is fed back in this cell; it is the control of another");

  /** Eight rows per cell, sorted, at the first look, where only feedback changes anything. */
  public static List<VerdictRow> of(List<CellRow> cells, Trajectories run) {
    return of(cells, Map.of(), run, 1);
  }

  /**
   * Eight rows per cell, sorted.
   *
   * @param cells in the order of the sweep
   * @param feedback what is known of each cell, by its name; where nothing is, no number of it
   *     changes without feedback
   * @param look number of the look, from 1
   */
  public static List<VerdictRow> of(
      List<CellRow> cells, Map<String, Feedback> feedback, Trajectories run, int look) {
    Study study = new Study(cells, feedback, run);
    List<Asked> asked = new ArrayList<>();
    List<Evidence> tested = new ArrayList<>();
    for (CellRow cell : cells) {
      for (Meaning meaning : Meaning.values()) {
        Finding found = study.feedback(cell).isControl() ? CONTROL : meaning.ask(cell, study);
        Asked here = new Asked(cell, meaning, found);
        asked.add(here);
        here.testable().ifPresent(tested::add);
      }
    }
    double[] adjusted = Shaffer.adjusted(p(tested), exclusive(tested));
    for (int i = 0; i < adjusted.length; i++) {
      adjusted[i] = Math.min(1, adjusted[i] * factor(look));
    }
    List<VerdictRow> rows = new ArrayList<>();
    int next = 0;
    for (Asked here : asked) {
      if (here.testable().isPresent()) {
        rows.add(decided(here, here.testable().get(), adjusted[next], adjusted[next + 1]));
        next += 2;
      } else {
        rows.add(untested(here));
      }
    }
    rows.sort(null);
    return rows;
  }

  private static double[] p(List<Evidence> tested) {
    return tested.stream().flatMap(e -> Stream.of(e.yes(), e.no())).mapToDouble(Claim::p).toArray();
  }

  private static boolean[] exclusive(List<Evidence> tested) {
    boolean[] exclusive = new boolean[tested.size()];
    for (int i = 0; i < exclusive.length; i++) {
      exclusive[i] = tested.get(i).exclusive();
    }
    return exclusive;
  }

  /** 1 divided by the share of {@link #ERROR} that a look spends: 1.25, 10, 30, 60, .. */
  private static double factor(int look) {
    return look == 1 ? 1.25 : 5.0 * look * (look - 1);
  }

  private static VerdictRow decided(Asked asked, Evidence found, double yes, double no) {
    Verdict verdict = yes <= ERROR ? Verdict.YES : no <= ERROR ? Verdict.NO : Verdict.UNDECIDED;
    boolean isYes =
        verdict == Verdict.YES
            || (verdict == Verdict.UNDECIDED && found.yes().p() <= found.no().p());
    Claim shown = isYes ? found.yes() : found.no();
    return new VerdictRow(
        asked.cell().cell(),
        asked.meaning(),
        verdict,
        Optional.of(found.quantity()),
        OptionalInt.of(found.generation()),
        OptionalDouble.of(found.estimate()),
        OptionalDouble.of(shown.margin()),
        shown.scale(),
        shown.test(),
        OptionalDouble.of(shown.p()),
        OptionalDouble.of(isYes ? yes : no),
        found.replicates(),
        verdict == Verdict.UNDECIDED ? found.otherwise() : "");
  }

  private static VerdictRow untested(Asked asked) {
    Optional<Evidence> few =
        asked.finding() instanceof Evidence e ? Optional.of(e) : Optional.empty();
    String reason = asked.finding() instanceof Silence s ? s.reason() : FEW;
    return new VerdictRow(
        asked.cell().cell(),
        asked.meaning(),
        Verdict.UNDECIDED,
        few.map(Evidence::quantity),
        few.map(e -> OptionalInt.of(e.generation())).orElse(OptionalInt.empty()),
        few.map(e -> OptionalDouble.of(e.estimate())).orElse(OptionalDouble.empty()),
        few.map(e -> OptionalDouble.of(e.yes().margin())).orElse(OptionalDouble.empty()),
        few.map(e -> e.yes().scale()).orElse(""),
        "",
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        few.map(Evidence::replicates).orElse(0L),
        reason);
  }
}
