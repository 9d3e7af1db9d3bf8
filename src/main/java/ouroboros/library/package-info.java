/**
 * Ouroboros as a library for programs in Java and Scala and for {@code spark-shell}: {@link
 * ouroboros.library.Experiment} runs an experiment, {@link ouroboros.library.Metrics} compares two
 * texts, {@link ouroboros.library.Ngram} trains an n-gram model.
 *
 * <p>A program starts its own Spark session with the settings of {@link
 * ouroboros.spark.Session#settings()}. Other rooms may change from version to version; these
 * classes keep their meaning. {@code your-program.md} has examples that were run.
 */
@org.jspecify.annotations.NullMarked
package ouroboros.library;
