package ouroboros.spark;

import java.util.List;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.prepare.Preparation;
import ouroboros.text.CorpusException;
import ouroboros.text.CorpusSpec;
import ouroboros.text.prepared.PreparedCorpus;

/** Makes and checks prepared corpora for the command line. */
public final class PreparationRun {
  private PreparationRun() {}

  /**
   * Prepares a corpus, or returns the one that the folder already holds if it was made from the
   * same bytes by the same settings.
   *
   * @param seed the experiment's seed, which decides the split
   * @throws CorpusException with every problem that was found in the input
   */
  public static PreparedCorpus prepare(Session session, CorpusSpec spec, long seed, String folder) {
    return Preparation.prepare(session.spark(), spec, seed, folder);
  }

  /**
   * Reads every file of a prepared corpus and compares it with the manifest.
   *
   * @return a line for every file that is damaged
   * @throws CorpusException if the folder holds no prepared corpus
   */
  public static List<String> damage(String folder) {
    return CorpusReader.open(folder).damage();
  }
}
