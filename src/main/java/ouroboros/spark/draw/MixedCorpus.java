package ouroboros.spark.draw;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.ngram.sampling.SentenceDrawer;
import ouroboros.ngram.sampling.Shards;
import ouroboros.ngram.sampling.UnfinishedSentences;
import ouroboros.policy.Source;
import ouroboros.random.Key;
import ouroboros.random.Purpose;
import ouroboros.random.Selection;
import ouroboros.safeguard.CounterWords;
import ouroboros.spark.cluster.Storage;

/**
 * P(component k) = units_k / units, both of the training set.
 *
 * <p>A synthetic corpus that is drawn from a mixture. The component of a sentence is chosen with
 * integers: a random integer below units is compared with cumulative counts. This choice has its
 * own random numbers, so the sentence is drawn with the numbers that it would use in a model
 * without components. Cost of the choice: one random number and log2(components) comparisons per
 * sentence.
 *
 * @param living the components that have units, by number; at least one
 */
public record MixedCorpus(List<Component> living) implements SyntheticCorpus {
  /** Sentences that are assigned to components in one pass. */
  private static final int STRIDE = 1 << 14;

  /**
   * One component.
   *
   * @param upTo units of this component and of all components before it
   */
  public record Component(int number, long upTo, DrawTask.Corpus corpus) implements Serializable {}

  @Override
  public Source.Synthetic source() {
    return living.get(0).corpus.source();
  }

  @Override
  public int maxLength() {
    return living.get(0).corpus.maxLength();
  }

  @Override
  public @Nullable Shards shards() {
    return living.get(0).corpus.shards();
  }

  @Override
  public MixedCorpus whole() {
    return new MixedCorpus(
        living.stream()
            .map(each -> new Component(each.number, each.upTo, each.corpus.whole()))
            .toList());
  }

  @Override
  public int component(long unit) {
    return living.get(place(unit)).number;
  }

  private int place(long unit) {
    Key key = living.get(0).corpus.key();
    long all = living.get(living.size() - 1).upTo;
    long drawn = key.stream(source().word(), Purpose.COMPONENT, unit).below(all);
    int low = 0;
    int high = living.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (drawn < living.get(middle).upTo) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The sentences of a task that one component draws, as a task of the component's corpus. */
  public DrawTask only(Component component, DrawTask task) {
    Selection selection =
        new OfComponent(this, component.number, task.selection(), task.candidates());
    return new DrawTask(
        component.corpus,
        selection,
        task.candidates(),
        task.from(),
        task.to(),
        task.expectedTokens());
  }

  /** Of the chosen units, those that one component draws. */
  private record OfComponent(
      MixedCorpus corpus, int number, Selection selection, CounterWords candidates)
      implements Selection {
    @Override
    public long population() {
      return selection.population();
    }

    @Override
    public long chosen() {
      return selection.chosen();
    }

    @Override
    public void multiplicities(long from, int count, int[] into) {
      selection.multiplicities(from, count, into);
      LongUnaryOperator words = candidates.words();
      for (int i = 0; i < count; i++) {
        if (into[i] > 0 && corpus.component(words.applyAsLong(from + i)) != number) {
          into[i] = 0;
        }
      }
    }
  }

  @Override
  public SentenceDrawer drawer(Storage storage) {
    return new Drawer(storage);
  }

  /** Draws each sentence with the drawer of its component. */
  private final class Drawer implements SentenceDrawer {
    private final Storage storage;
    private final @Nullable SentenceDrawer[] drawers = new SentenceDrawer[living.size()];

    Drawer(Storage storage) {
      this.storage = storage;
    }

    @Override
    public void draw(LongUnaryOperator units, long many, SentenceSink sink) {
      for (long from = 0; from < many; from += STRIDE) {
        long[][] parted = new long[living.size()][0];
        int[] sizes = new int[parted.length];
        for (long i = from; i < Math.min(many, from + STRIDE); i++) {
          long unit = units.applyAsLong(i);
          int place = place(unit);
          if (sizes[place] == parted[place].length) {
            parted[place] = Arrays.copyOf(parted[place], Math.max(64, 2 * sizes[place]));
          }
          parted[place][sizes[place]++] = unit;
        }
        for (int place = 0; place < parted.length; place++) {
          long[] own = parted[place];
          if (sizes[place] > 0) {
            drawer(place).draw(i -> own[(int) i], sizes[place], sink);
          }
        }
      }
    }

    private SentenceDrawer drawer(int place) {
      SentenceDrawer drawer = drawers[place];
      if (drawer == null) {
        drawer = living.get(place).corpus.drawer(storage);
        drawers[place] = drawer;
      }
      return drawer;
    }

    @Override
    public long truncated() {
      List<SentenceDrawer> used = new ArrayList<>();
      for (SentenceDrawer drawer : drawers) {
        if (drawer != null) {
          used.add(drawer);
        }
      }
      return used.stream().mapToLong(SentenceDrawer::truncated).sum();
    }

    @Override
    public void walk(UnfinishedSentences walkers, UnfinishedSentences.Sink sink) {
      throw new UnsupportedOperationException("sentences of a mixture are drawn whole");
    }
  }
}
