package ouroboros.spark;

import java.io.UncheckedIOException;
import org.apache.spark.SparkException;
import ouroboros.experiment.store.Lineage;
import ouroboros.text.CorpusException;

/** Finds the exception of a task that made a Spark job fail. */
public final class TaskFailure {
  private static final int DEEPEST = 64;

  private TaskFailure() {}

  /**
   * The cause to report. For a failed Spark job it is the exception that ended the task, as far as
   * the driver received it; any other failure is returned unchanged.
   */
  public static Throwable cause(Throwable failure) {
    Throwable spoken = failure;
    Throwable each = failure;
    for (int depth = 0; each != null && depth < DEEPEST; depth++) {
      if (each instanceof CorpusException || named(each)) {
        return each;
      }
      if (spoken instanceof SparkException) {
        spoken = each;
      }
      each = each.getCause();
    }
    return spoken;
  }

  /** The exception that ended a lineage, with the name of the lineage where it names no file. */
  static Exception of(Lineage lineage, Exception failure) {
    Throwable said = cause(failure);
    return said instanceof IllegalStateException || said instanceof IllegalArgumentException
        ? new IllegalStateException(lineage.name() + ": " + said.getMessage(), failure)
        : failure;
  }

  /**
   * Whether the message of an exception adds something to that of its cause, such as the name of a
   * file.
   */
  private static boolean named(Throwable e) {
    return e instanceof UncheckedIOException
        && e.getCause() != null
        && !e.getCause().toString().equals(e.getMessage());
  }
}
