package ouroboros.spark.draw;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.ngram.sampling.SentenceDrawer;
import ouroboros.ngram.sampling.Shards;
import ouroboros.ngram.sampling.UnfinishedSentences;
import ouroboros.policy.MemberPool;
import ouroboros.policy.Source;
import ouroboros.safeguard.Candidate;
import ouroboros.spark.cluster.Storage;

/**
 * The pool of a member of an ecosystem as a synthetic corpus: each of its sentences is drawn from
 * the model of its author, with the random numbers of that author's sentence.
 *
 * @param authors S_g of every member; their models are whole
 * @param pool whose each sentence is
 */
public record MemberCorpus(List<SyntheticCorpus> authors, MemberPool pool)
    implements SyntheticCorpus {
  /** Sentences that are assigned to authors in one pass. */
  private static final int STRIDE = 1 << 14;

  public MemberCorpus {
    authors = List.copyOf(authors);
  }

  @Override
  public Source.Synthetic source() {
    return new Source.Synthetic(pool.member(), pool.generation());
  }

  @Override
  public @Nullable Shards shards() {
    return null;
  }

  @Override
  public int maxLength() {
    return authors.get(pool.member()).maxLength();
  }

  /**
   * The component of the author's mixture that draws it; where models are fitted to parts of a
   * pool, the part to which its place in the pool belongs.
   */
  @Override
  public int component(long word) {
    SyntheticCorpus own = authors.get(pool.member());
    if (!(own instanceof MixedCorpus)) {
      return own.component(word);
    }
    long unit = Candidate.unit(word);
    MemberPool.Cursor place = pool.cursor().seek(unit);
    return authors.get(place.author()).component(word - unit + place.unit());
  }

  @Override
  public SentenceDrawer drawer(Storage storage) {
    return new Drawer(storage);
  }

  /** Draws each sentence with the drawer of its author. */
  private final class Drawer implements SentenceDrawer {
    private final Storage storage;
    private final MemberPool.Cursor cursor = pool.cursor();
    private final @Nullable SentenceDrawer[] drawers = new SentenceDrawer[authors.size()];

    Drawer(Storage storage) {
      this.storage = storage;
    }

    @Override
    public void draw(LongUnaryOperator units, long many, SentenceSink sink) {
      for (long from = 0; from < many; from += STRIDE) {
        long[][] own = new long[authors.size()][0];
        int[] sizes = new int[own.length];
        for (long i = from; i < Math.min(many, from + STRIDE); i++) {
          long word = units.applyAsLong(i);
          long unit = Candidate.unit(word);
          int author = cursor.seek(unit).author();
          if (sizes[author] == own[author].length) {
            own[author] = Arrays.copyOf(own[author], Math.max(64, 2 * sizes[author]));
          }
          own[author][sizes[author]++] = word - unit + cursor.unit();
        }
        for (int author = 0; author < own.length; author++) {
          if (sizes[author] > 0) {
            draw(author, own[author], sizes[author], sink);
          }
        }
      }
    }

    private void draw(int author, long[] words, int many, SentenceSink sink) {
      drawer(author)
          .draw(
              i -> words[(int) i],
              many,
              (word, tokens, start, end) -> {
                long unit = Candidate.unit(word);
                sink.accept(word - unit + cursor.place(author, unit), tokens, start, end);
              });
    }

    private SentenceDrawer drawer(int author) {
      SentenceDrawer drawer = drawers[author];
      if (drawer == null) {
        drawer = authors.get(author).drawer(storage);
        drawers[author] = drawer;
      }
      return drawer;
    }

    @Override
    public long truncated() {
      long truncated = 0;
      for (SentenceDrawer drawer : drawers) {
        truncated += drawer == null ? 0 : drawer.truncated();
      }
      return truncated;
    }

    @Override
    public void walk(UnfinishedSentences walkers, UnfinishedSentences.Sink sink) {
      throw new UnsupportedOperationException("sentences of a pool are drawn whole");
    }
  }
}
