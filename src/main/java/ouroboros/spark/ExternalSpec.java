package ouroboros.spark;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.Names;
import ouroboros.experiment.config.SpecFile;
import ouroboros.spark.external.MeasuredText;
import ouroboros.text.CorpusSpec;
import ouroboros.text.StatedText;

/**
 * The settings for measuring generations that were made elsewhere.
 *
 * @param real files, folder, glob or a prepared corpus: R
 * @param generations [G] the same for each of S_1 .. S_G
 * @param text how all texts become tokens; what it does not set is as in a prepared R
 * @param metrics {@code default}, {@code all}, or names
 * @param policy kind of the policy that the lineage followed, for the laws in the report; null if
 *     it is not known
 */
public record ExternalSpec(
    String real,
    List<String> generations,
    StatedText text,
    List<String> metrics,
    int metricOrder,
    long seed,
    @Nullable String policy) {

  /**
   * The same settings as an experiment. Its family only says which n-grams are counted; nothing is
   * drawn.
   */
  public Experiment experiment() {
    StatedText made = MeasuredText.made(real, text);
    boolean lines = made.sentences() == CorpusSpec.Sentences.LINES;
    ObjectNode keys = JsonMapper.builder().build().createObjectNode();
    keys.put("name", "measure").put("seed", seed).put("generations", generations.size());
    keys.putObject("family").put("kind", "ngram").put("order", metricOrder);
    keys.putObject("policy").put("kind", policy == null ? "replace" : policy);
    keys.put("metric-order", metricOrder);
    if (metrics.size() == 1 && List.of("default", "all").contains(metrics.get(0))) {
      keys.put("metrics", metrics.get(0));
    } else {
      metrics.forEach(keys.putArray("metrics")::add);
    }
    ObjectNode corpus = keys.putObject("corpus");
    corpus.putArray("source").add(real);
    corpus.put("tokenizer", Names.of(Objects.requireNonNull(made.tokenizer())));
    corpus.put("sentences", Names.of(Objects.requireNonNull(made.sentences())));
    corpus.put("documents", lines ? "line" : "file");
    corpus.put("lower-case", Boolean.TRUE.equals(made.lowerCase()));
    corpus
        .putObject("split")
        .put("real", 1.0)
        .put("reserve", 0.0)
        .put("guard", 0.0)
        .put("test", 0.0);
    return SpecFile.parse("measure", SpecFile.written(keys), List.of());
  }
}
