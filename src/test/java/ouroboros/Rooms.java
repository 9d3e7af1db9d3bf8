package ouroboros;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rooms (packages below {@code ouroboros}) and what each may import. {@code a} is this room
 * alone, {@code a..} also all rooms inside it.
 */
final class Rooms {
  private static final String ROOT = "ouroboros.";
  private static final String BELOW =
      "inference.. law.. policy safeguard.. metric.. mixture ngram.. truth algebra model text.. "
          + "ancestry random";
  private static final String EXPERIMENT = "experiment.. " + BELOW;
  private static final Map<String, List<String>> MAY_IMPORT = new LinkedHashMap<>();

  static {
    room("random");
    room("algebra", "random");
    room("policy", "random");
    room("model", "policy algebra random");

    room("text", "random");
    room("text.block", "text");
    room("text.token", "text");
    room("text.read", "text.token text.block text");
    room("text.prepared", "text.token text.block text random");

    room("ngram");
    room("ngram.count", "text random");
    room("ngram.smoothing", "random");
    room("ngram.sampling", "ngram.count ngram.smoothing text random");
    room("ngram.population", "ngram.count ngram.sampling text random");
    room("ngram.heldout", "ngram.count ngram.smoothing ngram.sampling text random");
    room("ngram.estimate", "ngram.count ngram.smoothing ngram.heldout text");
    room("ngram.arpa", "ngram.count ngram.estimate text");

    room("ancestry", "text random");
    room("mixture", "algebra model text.. random");
    room("truth", "policy safeguard algebra model random");
    room("safeguard.watch");
    room("safeguard", "safeguard.watch metric ngram.. mixture policy algebra model text.. random");
    room("safeguard.judge", "safeguard policy ngram.. mixture algebra model text.. random");

    room("metric.count", "ngram.. text random");
    room("metric.vector", "mixture algebra random");
    room("metric.sentence", "metric.count mixture ngram.. text random");
    room("metric", "metric.. mixture ngram.. model text.. random");
    room("inference", "metric.. random");
    room("inference.verdict", "inference metric");

    room("law.gate", "random");
    room("law.ecosystem", "policy safeguard metric truth random");
    room("law", "law.gate law.ecosystem policy safeguard metric.. truth algebra model text random");

    room("dating", "metric.count");

    room("experiment", BELOW);
    room("experiment.yaml", "experiment text");
    room("experiment.reference", "text");
    room("experiment.ecosystem", "experiment experiment.yaml " + BELOW);
    room(
        "experiment.config",
        "experiment experiment.ecosystem experiment.yaml experiment.reference " + BELOW);
    room("experiment.expect", "experiment experiment.config " + BELOW);
    room("experiment.loop", "experiment " + BELOW);
    room(
        "experiment.store",
        "experiment experiment.yaml experiment.config experiment.loop text.prepared " + BELOW);
    room("experiment.review", "experiment experiment.yaml experiment.store " + BELOW);
    room(
        "experiment.members",
        "experiment experiment.loop experiment.store experiment.review " + BELOW);
    room("experiment.audit", "experiment experiment.yaml experiment.store " + BELOW);
    room("experiment.truth", "experiment experiment.loop experiment.store " + BELOW);

    room("report", EXPERIMENT);
    room("report.table", "report dating " + EXPERIMENT);
    room("report.console", "report " + EXPERIMENT);
    room("report.page", "report report.console " + EXPERIMENT);
    room("report.mlflow", "report " + EXPERIMENT);
    room("report.provenance", "report " + EXPERIMENT);

    spark("cluster", "");
    spark("corpus", "cluster");
    spark("prepare", "corpus cluster");
    spark("text", "corpus cluster");
    spark("draw", "text corpus cluster");
    spark("count", "draw text cluster");
    spark("judge", "draw corpus cluster");
    spark("ngram", "judge count draw text corpus cluster");
    spark("ancestry", "ngram judge count draw text corpus cluster");
    spark("mixture", "text corpus cluster");
    spark("truth", "cluster");
    spark("estimate", "count corpus prepare cluster");
    spark("external", "ngram judge count text corpus estimate prepare cluster", "dating");
    room("spark", "spark.. dating " + EXPERIMENT);

    room("library", "spark report.. " + EXPERIMENT);
    room("cli", "library spark report.. dating " + EXPERIMENT);
  }

  private Rooms() {}

  private static void room(String name) {
    room(name, "");
  }

  private static void room(String name, String mayImport) {
    MAY_IMPORT.put(name, mayImport.isBlank() ? List.of() : List.of(mayImport.trim().split(" +")));
  }

  private static void spark(String name, String mayImport) {
    spark(name, mayImport, "");
  }

  private static void spark(String name, String mayImport, String others) {
    StringBuilder inside = new StringBuilder();
    for (String each : mayImport.split(" ")) {
      inside.append(each.isEmpty() ? "" : "spark." + each + " ");
    }
    room("spark." + name, inside + others + " " + EXPERIMENT);
  }

  /** All rooms. */
  static Set<String> names() {
    return MAY_IMPORT.keySet();
  }

  /** Whether a package may import another; a package that is no room may import nothing. */
  static boolean mayImport(String from, String to) {
    if (from.equals(to) || from.equals("ouroboros")) {
      return true;
    }
    String wanted = to.substring(Math.min(to.length(), ROOT.length()));
    return MAY_IMPORT.getOrDefault(from.substring(ROOT.length()), List.of()).stream()
        .anyMatch(
            allowed ->
                allowed.endsWith("..")
                    ? (wanted + ".").startsWith(allowed.substring(0, allowed.length() - 1))
                    : wanted.equals(allowed));
  }
}
