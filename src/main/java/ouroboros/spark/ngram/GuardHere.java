package ouroboros.spark.ngram;

import ouroboros.experiment.store.CountTable;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.SuffixScan;
import ouroboros.ngram.heldout.DeletedInterpolation;
import ouroboros.ngram.heldout.HeldOut;
import ouroboros.ngram.heldout.HeldOutCounts;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.spark.text.RealNgrams;
import ouroboros.text.Part;
import ouroboros.text.Vocabulary;
import ouroboros.text.prepared.FollowedStrata;
import ouroboros.text.prepared.PreparedCorpus;

/** Fits to the guard text in this JVM, without Spark, with the same result as in a run. */
public record GuardHere(Storage storage, CorpusReader corpus, Vocabulary vocabulary)
    implements GuardFit {

  @Override
  public Smoothing fitted(Smoothing smoothing, int order, CountTable table, long types) {
    if (!smoothing.needsGuard()) {
      return smoothing;
    }
    KeyLayout layout = storage.read(table.ranges().get(0)).layout();
    int closed = vocabulary.realEnd();
    int[] together = FollowedStrata.together(corpus.corpus()).scopes();
    CountRun[] runs = RealNgrams.byScope(corpus.blocks(Part.GUARD), layout, together, 1, closed);
    HeldOut guard = HeldOut.of(layout, new String[] {PreparedCorpus.ALL}, java.util.List.of(runs));
    int[] occurrences = HeldOutCounts.occurrences(smoothing, order);
    HeldOutCounts counts = new HeldOutCounts(guard, layout, occurrences, closed);
    SuffixScan.of(layout, table.ranges().stream().map(storage::read).iterator(), counts);
    return DeletedInterpolation.fit(
        guard, counts, order, types > 0 ? types : counts.typesWithMarks());
  }
}
