package ouroboros.report.table;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.TreeMap;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.store.Looks;
import ouroboros.experiment.store.OutFolder;
import ouroboros.inference.Quantity;
import ouroboros.inference.SummaryRow;
import ouroboros.inference.verdict.Findings;
import ouroboros.inference.verdict.VerdictRow;
import ouroboros.inference.verdict.Verdicts;
import ouroboros.inference.verdict.WarningRow;

/**
 * {@code verdicts.csv}, {@code onsets.csv} and {@code warnings.csv}, and what {@code run.json} says
 * about them.
 */
final class FindingsTables {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FindingsTables() {}

  /**
   * The looks at a run with this one. Where there are too few replicates for any verdict, nothing
   * is decided, so this is none.
   */
  static Looks looks(OutFolder out, Experiment experiment) throws IOException {
    return experiment.replicates() < Verdicts.LEAST
        ? Looks.withoutPresent(out)
        : Looks.with(
            out,
            new Looks.Look(
                experiment.replicates(), experiment.generations(), experiment.cells().size()));
  }

  /** Replaces the three tables, each as a whole. */
  static void write(TypedTables tables, Findings found) throws IOException {
    tables.write("verdicts", to -> VerdictsTable.write(to, found.verdicts()));
    tables.write("onsets", to -> OnsetsTable.write(to, found.onsets()));
    tables.write("warnings", to -> WarningsTable.write(to, found.warnings()));
  }

  /** Keeps the verdicts of the present look, by cell and meaning, where later looks find them. */
  static void keep(OutFolder out, Findings found, Looks taken) throws IOException {
    if (taken.now() == 0) {
      return;
    }
    ObjectNode cells = JSON.createObjectNode();
    for (VerdictRow row : found.verdicts()) {
      cells.withObjectProperty(row.cell()).put(row.meaning().text(), row.verdict().text());
    }
    out.replace(taken.all().get(taken.now() - 1).verdicts(), cells + "\n");
  }

  /**
   * Adds four fields to {@code run.json}. {@code looks}: how many replicates, generations and cells
   * there were each time that verdicts were decided. {@code look}: the number of the present one of
   * them, 0 if nothing is decided. {@code fewReplicatesCarryTheMean}: for each cell and quantity,
   * the number of generations that {@code warnings.csv} lists. {@code zDegreesOfFreedom}: for each
   * metric whose z is a t statistic, the smallest number of degrees of freedom. For the other
   * metrics the law itself gives the standard deviation, or there is no z.
   */
  static void record(ObjectNode run, Findings found, List<SummaryRow> summaries, Looks taken) {
    TreeMap<String, TreeMap<String, Long>> carried = new TreeMap<>();
    for (WarningRow row : found.warnings()) {
      Quantity quantity = Quantity.of(row.key());
      carried
          .computeIfAbsent(row.key().cell(), cell -> new TreeMap<>())
          .merge(
              quantity.metric() + ", " + quantity.subject() + ", " + quantity.scope(),
              1L,
              Long::sum);
    }
    TreeMap<String, Long> degrees = new TreeMap<>();
    for (SummaryRow row : summaries) {
      row.summary().degrees().ifPresent(free -> degrees.merge(row.key().metric(), free, Math::min));
    }
    run.set("looks", JSON.valueToTree(taken.all()));
    run.put("look", taken.now());
    run.set("fewReplicatesCarryTheMean", JSON.valueToTree(carried));
    run.set("zDegreesOfFreedom", JSON.valueToTree(degrees));
  }
}
