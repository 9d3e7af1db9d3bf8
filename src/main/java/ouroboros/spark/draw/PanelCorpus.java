package ouroboros.spark.draw;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.ngram.sampling.PanelDrawer;
import ouroboros.ngram.sampling.SentenceDrawer;
import ouroboros.ngram.sampling.Shards;
import ouroboros.ngram.sampling.UnfinishedSentences;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.safeguard.Candidate;
import ouroboros.safeguard.Safeguard;
import ouroboros.spark.cluster.Storage;

/**
 * A synthetic corpus that several models draw together, or one model with a store of text. The
 * models are whole: each token can depend on all of them.
 *
 * @param members the models, at least one
 * @param combine how they draw together
 * @param parts into which the sentences are divided, one for each member that is fitted to them; 1
 *     where every member is fitted to all
 * @param store from which some tokens are taken; null for none
 */
public record PanelCorpus(
    List<DrawTask.Corpus> members, Safeguard.Combine combine, int parts, @Nullable StoreRef store)
    implements SyntheticCorpus {
  /** Sentences that are assigned to members in one pass. */
  private static final int STRIDE = 1 << 14;

  /** Where the lots for members are; those of a panel's tokens are before them. */
  private static final long MEMBERS = 1L << 32;

  public PanelCorpus {
    members = List.copyOf(members);
  }

  @Override
  public Source.Synthetic source() {
    return members.get(0).source();
  }

  @Override
  public @Nullable Shards shards() {
    return null;
  }

  @Override
  public int maxLength() {
    return members.get(0).maxLength();
  }

  @Override
  public int component(long word) {
    return (int) (Candidate.unit(word) % parts);
  }

  @Override
  public SentenceDrawer drawer(Storage storage) {
    if (combine == Safeguard.Combine.MIXTURE && members.size() > 1) {
      return new Mixture(members.stream().map(member -> alone(member, storage)).toList());
    }
    return together(members, storage);
  }

  private SentenceDrawer alone(DrawTask.Corpus member, Storage storage) {
    return store == null ? member.drawer(storage) : together(List.of(member), storage);
  }

  private PanelDrawer together(List<DrawTask.Corpus> some, Storage storage) {
    DrawTask.Corpus first = members.get(0);
    PanelDrawer.Panel panel =
        new PanelDrawer.Panel(
            some.stream()
                .map(
                    member ->
                        Models.of(
                            storage, member.model(), member.decoding(), member.drawsUnknown()))
                .toList(),
            combine == Safeguard.Combine.VOTE,
            store == null ? null : store.open(storage, first.drawsUnknown()));
    Key key = first.key();
    return new PanelDrawer(
        panel, key.seed(), key.replicate(), first.source().word(), first.maxLength());
  }

  /** Draws each sentence with the drawer of a member, chosen by lot. */
  private final class Mixture implements SentenceDrawer {
    private final List<SentenceDrawer> drawers;
    private final KeyedStream lots =
        members.get(0).key().stream(source().word(), Purpose.MEMBER, 0);

    Mixture(List<SentenceDrawer> drawers) {
      this.drawers = drawers;
    }

    @Override
    public void draw(LongUnaryOperator units, long many, SentenceSink sink) {
      for (long from = 0; from < many; from += STRIDE) {
        int here = (int) Math.min(STRIDE, many - from);
        long[][] own = new long[drawers.size()][here];
        int[] sizes = new int[own.length];
        for (int i = 0; i < here; i++) {
          long unit = units.applyAsLong(from + i);
          lots.seek(unit, MEMBERS);
          int k = (int) lots.below(own.length);
          own[k][sizes[k]++] = unit;
        }
        for (int k = 0; k < own.length; k++) {
          long[] mine = Arrays.copyOf(own[k], sizes[k]);
          drawers.get(k).draw(i -> mine[(int) i], mine.length, sink);
        }
      }
    }

    @Override
    public long truncated() {
      return drawers.stream().mapToLong(SentenceDrawer::truncated).sum();
    }

    @Override
    public void walk(UnfinishedSentences walkers, UnfinishedSentences.Sink sink) {
      throw new UnsupportedOperationException("models that draw together are whole");
    }
  }
}
