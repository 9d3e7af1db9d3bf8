package ouroboros.spark.ancestry;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import ouroboros.ancestry.AskedNgrams;
import ouroboros.ngram.sampling.TracedDrawer;
import ouroboros.safeguard.GateEvents;
import ouroboros.safeguard.JudgedUnits;
import ouroboros.safeguard.TextWalk;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.draw.DrawTask;
import ouroboros.spark.draw.GatedCorpus;
import ouroboros.spark.draw.MixedCorpus;
import ouroboros.spark.draw.SyntheticCorpus;
import ouroboros.text.Vocabulary;

/**
 * Draws sentences again and says as which n-gram some of their tokens were drawn.
 *
 * @param units [asked] the sentence of each token, ascending
 * @param positions [asked] the place of each token in its sentence
 */
@SuppressWarnings("ArrayRecordComponent")
public record RedrawTask(DrawnText text, long[] units, int[] positions) implements Serializable {
  /**
   * Numbers in front of the tokens of an n-gram: its order, its occurrence, its component, the
   * word.
   */
  static final int HEAD = 4;

  /**
   * For each asked token: the order of its n-gram, which occurrence of it was drawn (-1 where the
   * draw names none), the component of the n-gram, the word, then the tokens of the n-gram, the
   * oldest first. The order is 0 where the token is no copy.
   */
  long[] traced(Storage storage) {
    Answer answer = new Answer();
    Map<DrawTask.Corpus, TracedDrawer> drawers = new HashMap<>();
    GatedCorpus gated = text.gated();
    Sentences sentences = gated == null ? new Known(text.words().words()) : judged(storage, gated);
    for (int from = 0, to; from < units.length; from = to) {
      long unit = units[from];
      to = from + 1;
      while (to < units.length && units[to] == unit) {
        to++;
      }
      long word = sentences.word(unit);
      DrawTask.Corpus one = drawnBy(text.corpus(), word);
      TracedDrawer drawer = drawers.computeIfAbsent(one, corpus -> corpus.traced(storage));
      drawer.draw(word);
      int component = one.equals(text.corpus()) ? AskedNgrams.ANY : text.corpus().component(word);
      for (int i = from; i < to; i++) {
        answer.add(
            drawer,
            positions[i],
            component,
            sentences.word(unit, positions[i], drawer),
            sentences.isKept(unit, positions[i], drawer));
      }
    }
    return answer.finish();
  }

  /** The corpus of the model, of the component that draws a sentence. */
  private static DrawTask.Corpus drawnBy(SyntheticCorpus corpus, long word) {
    if (corpus instanceof MixedCorpus mixed) {
      int component = mixed.component(word);
      return mixed.living().stream()
          .filter(each -> each.number() == component)
          .findFirst()
          .orElseThrow()
          .corpus();
    }
    return (DrawTask.Corpus) corpus;
  }

  /** Which candidate each unit is. */
  private interface Sentences {
    long word(long unit);

    /** The word at a position. */
    int word(long unit, int position, TracedDrawer drawn);

    /** Whether the token at a position is the one that was drawn. */
    boolean isKept(long unit, int position, TracedDrawer drawn);
  }

  private record Known(LongUnaryOperator words) implements Sentences {
    @Override
    public long word(long unit) {
      return words.applyAsLong(unit);
    }

    @Override
    public int word(long unit, int position, TracedDrawer drawn) {
      return drawn.token(position);
    }

    @Override
    public boolean isKept(long unit, int position, TracedDrawer drawn) {
      return true;
    }
  }

  /**
   * What came out of the gates. A token that differs from the one that was drawn at its place was
   * written by a gate; where a gate changed the length, all tokens from the first difference on.
   */
  private record Judged(Map<Long, Long> words, Map<Long, int[]> texts) implements Sentences {
    @Override
    public long word(long unit) {
      return Objects.requireNonNull(words.get(unit));
    }

    @Override
    public int word(long unit, int position, TracedDrawer drawn) {
      return Objects.requireNonNull(texts.get(unit))[position];
    }

    @Override
    public boolean isKept(long unit, int position, TracedDrawer drawn) {
      int[] text = Objects.requireNonNull(texts.get(unit));
      int from = text.length == drawn.length() ? position : 0;
      for (int at = from; at <= position; at++) {
        if (at >= drawn.length() || text[at] != drawn.token(at)) {
          return false;
        }
      }
      return true;
    }
  }

  private Judged judged(Storage storage, GatedCorpus gated) {
    Judged all = new Judged(new HashMap<>(), new HashMap<>());
    TextWalk walk = gated.walk(storage, GateEvents.NONE);
    long[] wanted = Arrays.stream(units).distinct().toArray();
    if (gated.pack() == 1) {
      add(walk.judge(wanted), all);
      return all;
    }
    int block = gated.block();
    for (long from : Arrays.stream(wanted).map(unit -> unit / block * block).distinct().toArray()) {
      add(walk.judge(from, Math.min(gated.units(), from + block)), all);
    }
    return all;
  }

  private static void add(JudgedUnits judged, Judged to) {
    for (int i = 0; i < judged.size(); i++) {
      if (judged.passed(i)) {
        to.words().put(judged.unit(i), judged.word(i));
        to.texts().put(judged.unit(i), judged.sentence(i).clone());
      }
    }
  }

  /** Collects the answers. */
  private static final class Answer {
    private long[] numbers = new long[1 << 8];
    private int filled;

    void add(TracedDrawer drawn, int position, int component, int word, boolean isKept) {
      int order = isKept ? drawn.order(position) : TracedDrawer.UNIFORM;
      if (filled + HEAD + order > numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * (filled + HEAD + order));
      }
      numbers[filled++] = order;
      numbers[filled++] = order == TracedDrawer.UNIFORM ? -1 : drawn.occurrence(position);
      numbers[filled++] = component;
      numbers[filled++] = word;
      for (int at = position - order + 1; at <= position && order > 0; at++) {
        numbers[filled++] = at < 0 ? Vocabulary.BOS : drawn.token(at);
      }
    }

    long[] finish() {
      return Arrays.copyOf(numbers, filled);
    }
  }
}
