package ouroboros.spark;

import java.util.ArrayList;
import java.util.List;
import ouroboros.experiment.store.OutFolder;
import ouroboros.spark.corpus.CorpusFolder;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.corpus.InjectedCorpus;
import ouroboros.spark.corpus.RedrawnCorpus;
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
   * The folder of the prepared corpus of a run: its own, or the one that it was given, where it
   * prepared none.
   */
  public static String corpusOf(OutFolder out, List<String> sources) {
    String own = out.root() + "/corpus";
    return sources.size() == 1
            && !CorpusFolder.holdsCorpus(own)
            && CorpusFolder.holdsCorpus(sources.get(0))
        ? sources.get(0)
        : own;
  }

  /**
   * Reads every file of a prepared corpus, and of the corpora of replicates that were drawn from
   * it, and compares it with the manifest.
   *
   * @return a line for every file that is damaged
   * @throws CorpusException if the folder holds no prepared corpus
   */
  public static List<String> damage(String folder) {
    CorpusReader corpus = CorpusReader.open(folder);
    List<String> damage = new ArrayList<>(corpus.damage());
    damage.addAll(RedrawnCorpus.damage(corpus));
    damage.addAll(InjectedCorpus.damage(corpus));
    return damage.stream().distinct().toList();
  }

  /**
   * The files that a prepared corpus was made from: name, bytes and SHA-256.
   *
   * @throws CorpusException if the folder holds no prepared corpus
   */
  public static List<String> inputs(String folder) {
    return CorpusReader.open(folder).corpus().inputs().stream()
        .map(file -> file.name() + ", " + file.size() + " bytes, sha256 " + file.digest())
        .toList();
  }

  /** The manifest of a prepared corpus. */
  public static PreparedCorpus corpus(String folder) {
    return CorpusReader.open(folder).corpus();
  }
}
