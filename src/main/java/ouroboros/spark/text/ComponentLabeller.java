package ouroboros.spark.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import ouroboros.experiment.Experiment;
import ouroboros.experiment.FamilySpec;
import ouroboros.experiment.SpecException;
import ouroboros.metric.sentence.DocumentClusters;
import ouroboros.metric.sentence.StrataModel;
import ouroboros.mixture.DocumentBlock;
import ouroboros.random.Key;
import ouroboros.spark.cluster.SparkBlocks;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.Part;
import ouroboros.text.prepared.PreparedCorpus;

/**
 * Finds the component of each real sentence, for the families of an experiment that are mixtures.
 */
public final class ComponentLabeller {
  private final Experiment experiment;
  private final JavaSparkContext spark;
  private final CorpusReader corpus;
  private final DocumentText text;
  private final Map<Integer, Components> clustered = new HashMap<>();

  public ComponentLabeller(Experiment experiment, JavaSparkContext spark, CorpusReader corpus) {
    this.experiment = experiment;
    this.spark = spark;
    this.corpus = corpus;
    this.text = new DocumentText(spark, corpus, FamilySpec.Unit.DOCUMENT);
  }

  /** The components of a family; one if it is no mixture. */
  public Components components(FamilySpec family) {
    if (family instanceof FamilySpec.NgramMixture mixture) {
      return mixture.grouping() instanceof FamilySpec.Grouping.Components c
          ? clusters(c.count())
          : strata();
    }
    return Components.ONE;
  }

  private Components strata() {
    List<String> strata = corpus.corpus().strata();
    if (strata.equals(List.of(PreparedCorpus.ALL))) {
      throw refusal(
          "family.by",
          "no document of the corpus has a stratum; name the field that"
              + " holds it in corpus.stratum, or give components instead");
    }
    return Components.strata(strata);
  }

  private Components clusters(int count) {
    long documents = corpus.corpus().part(Part.REAL).documents();
    if (count > documents) {
      throw refusal(
          "family.components",
          count
              + " components need as many documents; R has "
              + documents
              + "; ask for fewer, or give each line as a document (corpus.documents: line)");
    }
    return count == 1 ? Components.ONE : clustered.computeIfAbsent(count, this::find);
  }

  private Components find(int count) {
    DocumentClusters.Found found;
    int ids = corpus.vocabulary().realEnd();
    try (SparkBlocks<DocumentBlock> real = SparkBlocks.of(spark, text.sources(Part.REAL))) {
      found = DocumentClusters.of(real, count, ids, new Key(experiment.seed(), 0));
    }
    StrataModel model = found.model();
    List<SparkBlocks.Source<DocumentBlock>> others = text.sources(Part.RESERVE);
    int[] reserve = new int[0];
    if (!others.isEmpty()) {
      try (SparkBlocks<DocumentBlock> blocks = SparkBlocks.of(spark, others)) {
        reserve =
            blocks.map(block -> DocumentClusters.labels(model, block)).stream()
                .flatMapToInt(Arrays::stream)
                .toArray();
      }
    }
    return Components.labelled(count, labels(found.labels()), labels(reserve));
  }

  private Labels labels(int[] ofDocuments) {
    Broadcast<int[]> shared = spark.broadcast(ofDocuments);
    return (block, i) -> shared.value()[block.document(i)];
  }

  private SpecException refusal(String key, String text) {
    return new SpecException(List.of(experiment.problem(key, text)));
  }
}
