package ouroboros.spark;

import java.io.UncheckedIOException;
import org.apache.spark.SparkException;
import ouroboros.text.CorpusException;

/** What went wrong inside a task, in its own words. */
public final class TaskFailure {
  private static final int DEEPEST = 64;

  private TaskFailure() {}

  /**
   * What a failure is about: of a failed Spark job, the exception that ended its task, as far as it
   * came to the driver; anything else as it is.
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

  /** Says which file. */
  private static boolean named(Throwable e) {
    return e instanceof UncheckedIOException
        && e.getCause() != null
        && !e.getCause().toString().equals(e.getMessage());
  }
}
