package ouroboros.library;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.RunFacts;
import ouroboros.experiment.SpecException;
import ouroboros.experiment.expect.TextLaws;
import ouroboros.experiment.review.AwaitsReview;
import ouroboros.experiment.store.OutFolder;
import ouroboros.report.OutSource;
import ouroboros.report.page.Report;
import ouroboros.report.table.RunTables;
import ouroboros.report.table.TruthTables;
import ouroboros.spark.ExperimentRun;
import ouroboros.spark.Session;
import ouroboros.spark.TruthExperiment;
import ouroboros.text.CorpusException;

/** A run from its experiment to its tables and its report: what {@code jobs/run} does. */
public final class CompleteRun {
  /** The page of a run, in its folder. */
  public static final String REPORT = "report.html";

  private final OutFolder.Claim claim;
  private final Experiment experiment;
  private final OutFolder out;
  private final Session session;
  private final PrintStream progress;
  private final boolean terminal;

  private CompleteRun(
      OutFolder.Claim claim, Session session, PrintStream progress, boolean terminal) {
    this.claim = claim;
    this.experiment = claim.experiment();
    this.out = claim.out();
    this.session = session;
    this.progress = progress;
    this.terminal = terminal;
  }

  /**
   * How a run ended.
   *
   * @param hasTables whether the folder has tables and a report; if not, all lineages wait
   * @param waits the lineages that wait for decisions of people; empty where the run is done
   */
  public record Outcome(boolean hasTables, Optional<AwaitsReview> waits) {}

  /**
   * Refuses what can only be forecast.
   *
   * @throws SpecException if the corpus is given by counts alone
   */
  public static void check(Experiment asked) {
    if (asked.corpus() != null && asked.corpus().countsOfCounts() != null) {
      throw new SpecException(
          List.of(
              asked.problem(
                  "corpus.counts-of-counts",
                  "counts can be forecast, not run: add --forecast, or give the text as"
                      + " corpus.source")));
    }
  }

  /**
   * Runs the experiment, or resumes it where the folder has it already; writes tables and report.
   * Where the input turns out to be wrong, the folder is restored as it was.
   *
   * @param progress shows the progress
   * @param terminal whether {@code progress} is a terminal, on which a line can be redrawn
   */
  public static Outcome of(
      Experiment asked, Session session, OutFolder out, PrintStream progress, boolean terminal)
      throws IOException {
    return new CompleteRun(out.claim(asked), session, progress, terminal).run();
  }

  private Outcome run() throws IOException {
    if (experiment.corpus() == null) {
      TruthExperiment.Outcome outcome = TruthExperiment.run(experiment, session, out, progress);
      TruthTables.write(experiment, out, outcome.rows(), outcome.facts());
    } else {
      try {
        tables(generations());
      } catch (AwaitsReview e) {
        if (e.facts().isPresent()) {
          tables(e.facts().get());
          report();
        }
        return new Outcome(e.facts().isPresent(), Optional.of(e));
      }
    }
    report();
    return new Outcome(true, Optional.empty());
  }

  private RunFacts generations() {
    try {
      return ExperimentRun.run(experiment, session, out, progress, terminal);
    } catch (SpecException | CorpusException e) {
      claim.undo();
      throw e;
    }
  }

  private void tables(RunFacts facts) throws IOException {
    RunTables.write(experiment, out, facts, TextLaws.of(experiment, facts.parts(), facts.census()));
  }

  private void report() throws IOException {
    out.replace(REPORT, Report.page(List.of(new OutSource(out))));
  }
}
