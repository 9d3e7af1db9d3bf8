package ouroboros.experiment.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Cell;
import ouroboros.experiment.Evaluation;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.Inject;
import ouroboros.experiment.Keep;
import ouroboros.experiment.Location;
import ouroboros.experiment.MetricChoice;
import ouroboros.experiment.Problem;
import ouroboros.experiment.ResolvedSpec;
import ouroboros.experiment.ecosystem.EcosystemChecks;
import ouroboros.experiment.yaml.Node;
import ouroboros.experiment.yaml.Problems;
import ouroboros.experiment.yaml.Section;
import ouroboros.experiment.yaml.Shown;
import ouroboros.experiment.yaml.TreePlaces;
import ouroboros.experiment.yaml.Types;
import ouroboros.metric.EcosystemMetric;
import ouroboros.metric.MetricCatalogue;
import ouroboros.metric.SentenceMetric;
import ouroboros.text.CorpusSpec;
import ouroboros.truth.GuardedMeasures;

/** Binds a whole file. */
final class ExperimentBinder {
  private static final String NAME = "[a-z0-9-]{1,60}";

  private static final int MOST_SEALED = 1_000_000;

  private ExperimentBinder() {}

  /** Null if there is any problem. */
  static @Nullable Experiment bind(String file, Node.Fields tree, Problems problems) {
    Section top = Section.whole(tree, problems);
    String name = name(top);
    long seed = top.required("seed", Types.whole(Long.MIN_VALUE, Long.MAX_VALUE));
    CorpusSpec corpus = CorpusBinder.bind(top);
    int generations = top.required("generations", Types.count(1, Types.GENERATIONS));
    int replicates = top.optional("replicates", Types.count(1, Integer.MAX_VALUE), 1);
    Sweep sweep = SweepBinder.bind(tree, problems);
    ObjectNode cellsHere = top.resolved().objectNode();
    List<Cell> cells = CellsBinder.bind(tree, sweep, corpus, problems, cellsHere.putArray("cells"));
    Set<FamilySpec.Unit> units = units(top, cells);
    boolean isOfTruth = units.contains(FamilySpec.Unit.POINT);
    int metricOrder = top.optional("metric-order", Types.count(1, 6), 3);
    MetricChoice named = MetricsBinder.bind(top, units, metricOrder, problems);
    Evaluation evaluation = evaluation(top);
    Keep keep = top.optional("keep", Types.choice(Keep.class), Keep.ALL);
    boolean keepReplicates = top.optional("keep-replicates", Types.flag(), false);
    if (!isOfTruth) {
      refuseMany(top, cells.size(), replicates, generations);
    }
    top.know(CellsBinder.KEYS);
    top.know(List.of("sweep", "exclude"));
    top.close();
    if (!problems.isEmpty()) {
      return null;
    }
    ObjectNode resolved = top.resolved();
    if (isOfTruth) {
      resolved.remove("corpus");
    }
    resolved.setAll(cellsHere);
    MetricChoice metrics = AlarmChecks.withWatched(named, metricOrder, cells, resolved);
    Experiment experiment =
        new Experiment(
            TreePlaces.of(file, tree),
            name,
            seed,
            isOfTruth ? null : corpus,
            generations,
            replicates,
            metrics,
            metricOrder,
            evaluation,
            keep,
            keepReplicates,
            cells,
            sweep.columns(),
            ResolvedSpec.of(resolved));
    AlarmChecks.check(top, experiment);
    if (!isOfTruth && cells.stream().allMatch(cell -> cell.ecosystem() == null)) {
      refuseOfMembers(top, named);
    }
    checkInject(top, experiment);
    if (isOfTruth) {
      refuseMissing(top, named, cells);
      for (Problem problem : DataChecks.checkTruth(experiment)) {
        problems.add(new Location(problem.file(), problem.line()), problem.key(), problem.text());
      }
    }
    return problems.isEmpty() ? experiment : null;
  }

  /** Refuses a metric of several models where every cell has one. */
  private static void refuseOfMembers(Section top, MetricChoice metrics) {
    if (metrics instanceof MetricChoice.Listed listed) {
      listed.names().stream()
          .filter(name -> MetricCatalogue.named(name).orElse(null) instanceof EcosystemMetric)
          .forEach(
              name ->
                  top.problem("metrics", name + " needs several models; no cell has an ecosystem"));
    }
  }

  /** Refuses statements that no generation gets, and their metric where there are none. */
  private static void checkInject(Section top, Experiment experiment) {
    boolean any = false;
    for (Cell cell : experiment.cells()) {
      Inject inject = cell.inject();
      any |= inject != null;
      if (inject != null && cell.ecosystem() != null && !inject.isIntoReal()) {
        top.problem(
            "inject", "several models read one pool, so statements can be planted in R only");
        return;
      }
      if (inject != null && inject.generation() > experiment.generations()) {
        top.problem(
            "inject",
            "generation "
                + inject.generation()
                + " is never drawn: the experiment has generations 1 .. "
                + experiment.generations());
        return;
      }
    }
    String planted = SentenceMetric.PLANTED_SHARE.id();
    if (!any
        && experiment.metrics() instanceof MetricChoice.Listed listed
        && listed.names().contains(planted)) {
      top.problem("metrics", planted + " needs inject with a share above 0: nothing is planted");
    }
  }

  /** Refuses a metric that no family of the experiment has: it would give no row and no message. */
  private static void refuseMissing(Section top, MetricChoice metrics, List<Cell> cells) {
    Set<String> there = new TreeSet<>();
    for (Cell cell : cells) {
      ((FamilySpec.Truth) cell.family()).truth().measures().forEach(m -> there.add(m.metric()));
      there.addAll(EcosystemChecks.metrics(cell));
      GuardedMeasures.names(cell.safeguards()).forEach(there::add);
    }
    if (metrics instanceof MetricChoice.Listed listed) {
      for (String name : listed.names()) {
        if (!there.contains(name) && !name.equals("default") && !name.equals("all")) {
          top.problem(
              "metrics",
              "no family of this experiment has "
                  + name
                  + "; it must be of "
                  + String.join(", ", there));
        }
      }
    }
  }

  /** On text, each generation of each lineage is a folder, and all are read for the tables. */
  private static void refuseMany(Section top, int cells, int replicates, int generations) {
    double sealed = (double) cells * replicates * generations;
    if (sealed > MOST_SEALED) {
      top.problem(
          "replicates",
          String.format(
              Locale.ROOT,
              "%,d cells x %,d replicates x %,d generations are %,.0f generations; a run on text"
                  + " has at most %,d",
              cells,
              replicates,
              generations,
              sealed,
              MOST_SEALED));
    }
  }

  private static String name(Section top) {
    String name = top.required("name", Types.text());
    if (!name.isEmpty() && !name.matches(NAME)) {
      top.problem("name", Shown.text(name) + " is no name; it must be " + NAME);
    }
    return name;
  }

  private static Evaluation evaluation(Section top) {
    Section section = top.optionalSection("evaluation", "{order: 3, every: 1, max-strata: 100}");
    Evaluation evaluation =
        new Evaluation(
            section.optional("order", Types.count(1, 6), 3),
            section.optional("every", Types.count(1, Integer.MAX_VALUE), 1),
            section.optional("max-strata", Types.count(1, 100_000), 100));
    section.close();
    return evaluation;
  }

  /**
   * The kinds of units that the cells draw. A known truth has no corpus, so it cannot be combined
   * with families on text.
   */
  private static Set<FamilySpec.Unit> units(Section top, List<Cell> cells) {
    Set<FamilySpec.Unit> units = EnumSet.noneOf(FamilySpec.Unit.class);
    cells.forEach(cell -> units.add(cell.family().unit()));
    if (units.contains(FamilySpec.Unit.POINT)) {
      if (units.size() > 1) {
        top.problem(
            "sweep",
            "some families are fitted to a corpus and some have a known truth and none; an"
                + " experiment must be of one sort");
      } else if (top.has("corpus")) {
        top.problem("corpus", "the families have a known truth and read no corpus; remove it");
      }
    }
    return units.isEmpty() ? EnumSet.of(FamilySpec.Unit.SENTENCE) : units;
  }
}
