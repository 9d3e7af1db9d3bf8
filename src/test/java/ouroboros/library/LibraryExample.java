package ouroboros.library;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import ouroboros.spark.Session;

/** The program of {@code your-program.md}. Its lines there are the lines here. */
final class LibraryExample {
  private LibraryExample() {}

  static SparkSession start() {
    SparkSession.Builder builder = SparkSession.builder().master("local[2]").appName("example");
    Session.settings().forEach(builder::config);
    return builder.getOrCreate();
  }

  static RunResult run(SparkSession spark, String file, String folder) throws IOException {
    Experiment experiment = Experiment.read(file, "generations=2", "replicates=1");
    RunResult result = experiment.run(spark, folder);
    result.table("summary").where("metric = 'vocabulary-retention' and scope = 'all'").show();
    return result;
  }

  static double compare(Dataset<String> human, Dataset<String> generated) {
    Metrics found = Metrics.between(human, generated);
    found.values().forEach(System.out::println);
    return found.value("vocabulary-retention");
  }

  static double train(SparkSession spark, Dataset<String> human) {
    Ngram model = Ngram.train(human, 3, "modified-kneser-ney");
    List<String> sentences = model.generate(1000, 42);
    double log10 = model.log10Probability(List.of("the", "man", "was", "there"));
    System.out.println(sentences.get(0) + " | " + log10);
    return compare(human, spark.createDataset(sentences, Encoders.STRING()));
  }
}
