package ouroboros.inference.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import ouroboros.inference.Holm;
import ouroboros.inference.Trajectories;
import ouroboros.inference.verdict.Finding.Claim;
import ouroboros.inference.verdict.Finding.Evidence;
import ouroboros.inference.verdict.Finding.Silence;
import ouroboros.metric.CellRow;

/**
 * Every meaning of collapse decided for every cell.
 *
 * <p>The tests of yes and of no of all cells and meanings are one family, adjusted by {@link Holm}:
 * any wrong yes or no in the whole table has a probability of at most {@link #ERROR}, as far as the
 * t tests hold. With fewer than {@link #LEAST} replicates nothing is tested. Replicates of a text
 * run share R: what is decided holds for that R.
 */
public final class Verdicts {
  /** Family-wise error. */
  public static final double ERROR = 0.05;

  /** Replicates that a decision needs. */
  public static final int LEAST = 5;

  /** What {@code verdicts.csv} gives as the reason below that. */
  public static final String FEW = "needs " + LEAST + " replicates";

  private record Asked(CellRow cell, Meaning meaning, Finding finding) {
    Optional<Evidence> testable() {
      return finding instanceof Evidence e && e.replicates() >= LEAST
          ? Optional.of(e)
          : Optional.empty();
    }
  }

  private Verdicts() {}

  /** Eight rows a cell, sorted. */
  public static List<VerdictRow> of(List<CellRow> cells, Trajectories run) {
    List<Asked> asked = new ArrayList<>();
    List<Claim> claims = new ArrayList<>();
    for (CellRow cell : cells) {
      for (Meaning meaning : Meaning.values()) {
        Asked here = new Asked(cell, meaning, meaning.ask(cell, cells, run));
        asked.add(here);
        here.testable().ifPresent(e -> claims.addAll(List.of(e.yes(), e.no())));
      }
    }
    double[] adjusted = Holm.adjusted(claims.stream().mapToDouble(Claim::p).toArray());
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
        OptionalDouble.empty(),
        "",
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        few.map(Evidence::replicates).orElse(0L),
        reason);
  }
}
