package ouroboros.report.table;

import static ouroboros.report.table.ColumnType.DOUBLE;
import static ouroboros.report.table.ColumnType.INT32;
import static ouroboros.report.table.ColumnType.INT64;
import static ouroboros.report.table.ColumnType.STRING;

import java.util.List;
import java.util.Optional;

/** All tables in OUT and all their columns. Tables are written with the types that are here. */
public final class TableCatalogue {
  private static final String NO_INTERVAL =
      "fewer than two values, or an infinite one: there is no interval";
  private static final String NO_ESTIMATE = "there is no estimate";
  private static final String NOT_TESTED = "no test was possible";
  private static final String OWN_UNIT = "the metric's";

  private static final Column CELL =
      of("cell", STRING, "", "name of the cell: its swept values, or `base` without a sweep");
  private static final Column REPLICATE =
      of("replicate", INT32, "", "number of the replicate, from 0");
  private static final Column GENERATION =
      of("generation", INT32, "generations", "g of the subject: S_g, T_g or M_g");
  private static final Column METRIC = of("metric", STRING, "", "name of the metric (metrics.md)");
  private static final Column SUBJECT =
      of("subject", STRING, "", "what it describes: `synthetic`, `guarded`, `training` or `model`");
  private static final Column SCOPE =
      of("scope", STRING, "", "which part of it: `all`, or a part such as `stratum=letters`");
  private static final Column ORDER = of("n", INT32, "tokens", "n of the n-grams: 1 for words");
  private static final Column REPLICATES =
      of("replicates", INT64, "replicates", "number of replicates behind the row");
  private static final Column BASELINE =
      of("baseline", STRING, "", "the cell that the cell is compared with");
  private static final Column LOW =
      new Column("low", DOUBLE, OWN_UNIT, "lower end of the 95 % interval", NO_INTERVAL);
  private static final Column HIGH =
      new Column("high", DOUBLE, OWN_UNIT, "upper end of the 95 % interval", NO_INTERVAL);

  private static final List<TableDescription> ALL =
      List.of(
          table(
              "cells",
              "a cell of the sweep; between `cell` and `folder` is a column for each swept setting",
              CELL,
              of("folder", STRING, "", "its folder in OUT/cells")),
          table(
              "metrics",
              "a number measured in one generation of one replicate",
              CELL,
              REPLICATE,
              GENERATION,
              METRIC,
              SUBJECT,
              SCOPE,
              of("value", DOUBLE, OWN_UNIT, "the number; what is undefined has no row")),
          table(
              "summary",
              "a number over all replicates, and its law",
              CELL,
              GENERATION,
              METRIC,
              SUBJECT,
              SCOPE,
              new Column("mean", DOUBLE, OWN_UNIT, "mean", "infinities of both signs occur"),
              new Column(
                  "sd",
                  DOUBLE,
                  OWN_UNIT,
                  "standard deviation, divisor replicates - 1",
                  "fewer than two values, or an infinite one"),
              REPLICATES,
              LOW,
              HIGH,
              new Column("expected", DOUBLE, OWN_UNIT, "what the law predicts", "no law is known"),
              new Column(
                  "z",
                  DOUBLE,
                  "standard errors",
                  "(mean - expected) in standard errors of the mean",
                  "no law, or no spread to compare with"),
              new Column(
                  "degrees",
                  INT64,
                  "",
                  "degrees of freedom of z as a t statistic",
                  "no z, or the law's own spread is used"),
              new Column("p", DOUBLE, "probability", "two-sided p-value of z", "there is no z")),
          table(
              "contrasts",
              "the difference of a cell from its baseline, paired by replicate",
              CELL,
              BASELINE,
              GENERATION,
              METRIC,
              SUBJECT,
              SCOPE,
              of("difference", DOUBLE, OWN_UNIT, "mean difference, cell - baseline"),
              LOW,
              HIGH,
              REPLICATES,
              new Column(
                  "mde",
                  DOUBLE,
                  OWN_UNIT,
                  "the smallest difference that 80 % of repetitions would find",
                  "fewer than two pairs, or all are equal")),
          table(
              "survival",
              "types of R with one initial count, and how many of them still occur",
              CELL,
              REPLICATE,
              GENERATION,
              ORDER,
              of("initial-count", INT64, "occurrences", "smallest count in R of these types"),
              of("count-to", INT64, "occurrences", "largest count in R of these types"),
              of("types", INT64, "types", "number of these types in R"),
              of("alive", INT64, "types", "how many of them occur in S_g"),
              new Column(
                  "expected", DOUBLE, "types", "what the law predicts for alive", "no law known")),
          table(
              "ranks",
              "a point of a rank-frequency curve; ranks are spaced logarithmically",
              CELL,
              REPLICATE,
              GENERATION,
              ORDER,
              of("rank", INT64, "", "rank of the type: 1 is the most frequent"),
              of("count", INT64, "occurrences", "its count in S_g; in R for generation 0")),
          table(
              "ledger",
              "the part of a training set that one generation wrote",
              CELL,
              REPLICATE,
              of("generation", INT32, "generations", "g of T_g"),
              of("author-generation", INT32, "generations", "0 for real text, i for S_i"),
              of("depth", INT32, "models", "how many models the text went through; 0: real"),
              of("units", INT64, "units", "units of T_g from there"),
              of("tokens", INT64, "tokens", "their tokens, `</s>` excluded"),
              of("share", DOUBLE, "share", "their share of the weight of T_g")),
          table(
              "verdicts",
              "whether a cell has collapsed, under one meaning of the word",
              CELL,
              of("meaning", STRING, "", "the meaning of collapse (verdicts.md)"),
              of("verdict", STRING, "", "`yes`, `no` or another word of verdicts.md"),
              new Column("metric", STRING, "", "metric examined", "none was examined"),
              new Column("subject", STRING, "", "its subject", "none was examined"),
              new Column("scope", STRING, "", "its scope", "none was examined"),
              new Column(
                  "generation", INT32, "generations", "last one examined", "none was examined"),
              new Column("estimate", DOUBLE, "", "estimate, on this scale", NO_ESTIMATE),
              new Column(
                  "margin", DOUBLE, "", "margin of the test; without one that of yes", NO_ESTIMATE),
              new Column("scale", STRING, "", "scale of estimate and margin", NO_ESTIMATE),
              new Column("test", STRING, "", "the test that decided, or came closer", NOT_TESTED),
              new Column("p", DOUBLE, "probability", "its p-value", NOT_TESTED),
              new Column(
                  "p-adjusted",
                  DOUBLE,
                  "probability",
                  "p adjusted for all tests (verdicts.md)",
                  NOT_TESTED),
              REPLICATES,
              new Column("reason", STRING, "", "why it is undecided", "it is decided")),
          table(
              "onsets",
              "the generation from which a number differs from its baseline for good",
              CELL,
              BASELINE,
              METRIC,
              SUBJECT,
              SCOPE,
              new Column(
                  "generation", INT32, "generations", "the first such generation", "there is none"),
              new Column(
                  "difference", DOUBLE, OWN_UNIT, "mean difference in that generation", NOT_TESTED),
              new Column("margin", DOUBLE, OWN_UNIT, "the margin in that generation", NOT_TESTED),
              new Column("p-adjusted", DOUBLE, "probability", "adjusted p-value", NOT_TESTED),
              REPLICATES),
          table(
              "warnings",
              "a mean that a few replicates carry, and what to read instead",
              CELL,
              GENERATION,
              METRIC,
              SUBJECT,
              SCOPE,
              of("mean", DOUBLE, OWN_UNIT, "the mean, which misleads"),
              REPLICATES,
              of("effective-replicates", DOUBLE, "replicates", "how many carry the mean"),
              new Column("median", DOUBLE, OWN_UNIT, "the median", "single values were not kept"),
              new Column(
                  "geometric-mean",
                  DOUBLE,
                  OWN_UNIT,
                  "exp of the mean logarithm; 0 if a value is 0",
                  "single values were not kept, or one is negative")),
          table(
              "baselines",
              "a metric that compares with R, without feedback: for one draw from M_0; for texts"
                  + " made elsewhere (`metric`, `scope` and `value` only) for one half of R against"
                  + " the other",
              CELL,
              METRIC,
              SCOPE,
              of("value", DOUBLE, OWN_UNIT, "mean over the draws; or the metric of the two halves"),
              new Column(
                  "low", DOUBLE, OWN_UNIT, "one more draw lies above it: 97.5 %", NO_INTERVAL),
              new Column(
                  "high", DOUBLE, OWN_UNIT, "one more draw lies below it: 97.5 %", NO_INTERVAL),
              of("draws", INT64, "draws", "number of draws")),
          table(
              "strata",
              "a number of a stratum at the last generation as a ratio to its reference, paired by"
                  + " replicate",
              CELL,
              of(
                  "baseline",
                  STRING,
                  "",
                  "`frozen`; for `training` and `model` the cell (its own generation 1) or its"
                      + " control"),
              METRIC,
              SUBJECT,
              of("stratum", STRING, "", "name of the stratum"),
              GENERATION,
              of("ratio", DOUBLE, "ratio", "mean over the replicates"),
              new Column(
                  "low", DOUBLE, "ratio", "95 % interval, for all of the family", NO_INTERVAL),
              new Column(
                  "high", DOUBLE, "ratio", "95 % interval, for all of the family", NO_INTERVAL),
              new Column(
                  "p-adjusted",
                  DOUBLE,
                  "probability",
                  "of the ratio 1, times `family`, so that it agrees with the interval",
                  "all ratios are equal, or there is one"),
              of(
                  "rank-low",
                  INT32,
                  "",
                  "smallest rank it may have in its cell, 1 for the smallest ratio (intervals.md)"),
              of("rank-high", INT32, "", "largest rank it may have in its cell"),
              REPLICATES,
              of("family", INT64, "rows", "rows with this metric and subject"),
              new Column(
                  "hapax-share",
                  DOUBLE,
                  "share",
                  "of the words of R that only this stratum has, those that occur once",
                  "there are none, or no metric looks at them")),
          table(
              "components",
              "a component of a mixture in one generation, living or dead",
              CELL,
              REPLICATE,
              of("generation", INT32, "generations", "g of M_g"),
              of("component", INT32, "", "number of the component, from 0"),
              of("weight", DOUBLE, "share", "its share; 0 once it is dead"),
              of("nearest-ancestor", INT32, "", "the component of M_0 nearest to it"),
              of("distance", DOUBLE, "nats", "Bhattacharyya distance to that component"),
              new Column(
                  "merged-with", INT32, "", "the lowest component that it equals", "no other one"),
              new Column("died", INT32, "generations", "first generation when dead", "it lives"),
              new Column(
                  "scope", STRING, "", "scope of the metrics that describe it", "there are none")),
          table(
              "component-words",
              "the words of a component of a mixture",
              CELL,
              REPLICATE,
              of("generation", INT32, "generations", "g of M_g"),
              of("component", INT32, "", "number of the component, from 0"),
              of("words", STRING, "", "its most probable words, the most probable first")),
          table(
              "gates",
              "what one gate did in one generation",
              CELL,
              REPLICATE,
              of("generation", INT32, "generations", "g of S_g"),
              of("gate", INT32, "", "place of the gate in the list of safeguards, from 1"),
              of("kind", STRING, "", "kind of the gate"),
              of("offered", INT64, "candidates", "candidates it judged"),
              of("kept", INT64, "candidates", "candidates it let pass"),
              of("dropped", INT64, "candidates", "candidates it dropped"),
              of("changed", INT64, "candidates", "candidates it changed"),
              of("real-dropped", INT64, "candidates", "real ones among the dropped"),
              of("synthetic-dropped", INT64, "candidates", "synthetic ones among the dropped")),
          table(
              "writers",
              "what one member of an ecosystem wrote of a training set",
              CELL,
              REPLICATE,
              of("generation", INT32, "generations", "g of T_g"),
              of("reader", INT32, "", "the member that is trained on T_g, from 0"),
              of("author-generation", INT32, "generations", "i of S_i"),
              of("writer", INT32, "", "the member that wrote the units, from 0"),
              of("units", INT64, "units", "units of T_g from there"),
              of("tokens", INT64, "tokens", "their tokens, `</s>` excluded")),
          table(
              "alarms",
              "what an alarm saw in one generation; the first row is where its chart begins",
              CELL,
              REPLICATE,
              of("generation", INT32, "generations", "g of the subject: S_g, T_g or M_g"),
              of("alarm", INT32, "", "place of the alarm among the alarms of the cell, from 1"),
              METRIC,
              of("value", DOUBLE, OWN_UNIT, "value of the metric"),
              new Column("center", DOUBLE, OWN_UNIT, "mean of the reference", "no reference"),
              new Column("limit", DOUBLE, "", "beyond it the chart fires", "not known"),
              new Column("statistic", DOUBLE, "", "what the limit is for", "not known"),
              new Column("level", DOUBLE, "", "above 1 the chart fires", "not known"),
              of("fired", STRING, "", "`true` where the chart fired"),
              of("action", STRING, "", "what follows where it fires"),
              new Column("arl0", DOUBLE, "generations", "mean to a false alarm", "not known")),
          table(
              "forecast",
              "what a law predicts before anything is drawn",
              CELL,
              GENERATION,
              METRIC,
              SUBJECT,
              SCOPE,
              of("expected", DOUBLE, OWN_UNIT, "what the law predicts")),
          TraceTable.DESCRIPTION,
          AgesTable.DESCRIPTION,
          RaceTable.DESCRIPTION);

  private TableCatalogue() {}

  /** All tables. */
  static List<TableDescription> all() {
    return ALL;
  }

  /** The names of all tables. */
  public static List<String> names() {
    return ALL.stream().map(TableDescription::name).toList();
  }

  /** The table of this name. */
  static Optional<TableDescription> table(String name) {
    return ALL.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  private static TableDescription table(String name, String about, Column... columns) {
    return new TableDescription(name, about, List.of(columns));
  }

  private static Column of(String name, ColumnType type, String unit, String meaning) {
    return new Column(name, type, unit, meaning, "");
  }
}
