package ouroboros.safeguard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.ngram.sampling.SentenceDrawer;
import ouroboros.policy.RecipeLine;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * Draws the candidates of many units at once, sends each through the gates in order, and counts the
 * decisions. A unit ends at its first candidate that comes out of the last gate.
 *
 * <p>In each round, one candidate of every open unit is drawn. A chooser waits until it has as many
 * candidates of a unit as it chooses from; its random numbers are those of the first of them, and
 * later gates use those of the chosen one. A filter of packs waits until all units of the pack have
 * come out of the gates before it. Below its limit, all of them go on with their next candidates. A
 * review sees what came out of all of them, once.
 *
 * <p>Not thread-safe. Cost: one draw and one block of random numbers a gate for each candidate, and
 * the memory of one sentence a unit.
 */
public final class TextWalk {
  /** Candidates that a gate scores together. */
  private static final int TOGETHER = 128;

  private final Gates gates;
  private final List<TextGate> ready;
  private final Draws drawer;
  private final GateEvents events;
  private final KeyedStream random;
  private final GateTally tally;
  private final Revision before;
  private final boolean redraws;
  private final int tries;
  private final @Nullable PackWalk packs;
  private final TextGate.@Nullable Reviewer reviewer;

  /** The gates before the review. */
  private final int steps;

  /**
   * @param ready the gates of the list, in order
   * @param drawer draws candidates by their counter words
   */
  public TextWalk(Gates gates, List<TextGate> ready, SentenceDrawer drawer, GateEvents events) {
    this(gates, ready, drawer::draw, events);
  }

  /**
   * @param ready the gates of the list, in order; where some are on the pool, only those choose
   *     from several candidates of a unit
   */
  public TextWalk(Gates gates, List<TextGate> ready, Draws drawer, GateEvents events) {
    this.gates = gates;
    this.ready = List.copyOf(ready);
    this.drawer = drawer;
    this.events = events;
    random = gates.key().stream(gates.generation(), Purpose.GATE, 0);
    tally = new GateTally(gates.list().gates());
    redraws = gates.list().refill() == Refill.REDRAW;
    int last = ready.size() - 1;
    reviewer = last >= 0 && ready.get(last) instanceof TextGate.Reviewer own ? own : null;
    steps = reviewer == null ? ready.size() : last;
    int most = 1;
    PackWalk packed = null;
    int first = gates.hasPool() ? gates.onSynthetic().list().gates().size() : 0;
    before = new Revision(gates, ready, 0, first);
    for (int k = 0; k < steps; k++) {
      if (ready.get(k) instanceof TextGate.Chooser chooser) {
        most = k < first ? most : Math.multiplyExact(most, chooser.candidates());
      } else if (ready.get(k) instanceof TextGate.PackFilter filter) {
        packed = new PackWalk(filter, k, tally, events, random);
        if (k < steps - 1) {
          throw new IllegalArgumentException("gate " + (k + 1) + " judges packs, but is not last");
        }
      }
    }
    if (most > Candidate.MOST) {
      throw new IllegalArgumentException(
          "the gates choose one of " + most + " candidates; at most " + Candidate.MOST);
    }
    tries = redraws ? Candidate.MOST : most;
    packs = packed;
  }

  /** Gives the sentences of candidates. */
  @FunctionalInterface
  public interface Draws {
    /** As {@link SentenceDrawer#draw(java.util.function.LongUnaryOperator, long, SentenceSink)}. */
    void draw(LongUnaryOperator words, long many, SentenceSink sink);

    /** Whether each sentence is an array of its own, from 0 to its end, which never changes. */
    default boolean givesCopies() {
      return false;
    }
  }

  /** How many candidates of a unit are tried at most. */
  public int tries() {
    return tries;
  }

  /** A gate that needs no text, as one that sees it. */
  public static TextGate.Filter of(Safeguard.Blind gate) {
    return (tokens, start, end, random) -> gate.passes(random);
  }

  /** The counts of each gate so far. */
  public List<GateCounts> counts() {
    return tally.counts();
  }

  /** Counts units that come out of the last gate unseen, where it is the only one. */
  public void passUnseen(long units) {
    tally.judged(0, units, units);
  }

  /** Judges the units {@code from} (included) to {@code to} (excluded). */
  public JudgedUnits judge(long from, long to) {
    return judge(LongStream.range(from, to).toArray());
  }

  /**
   * Judges units. Packs are consecutive units of these: give a whole block where a gate judges
   * packs.
   *
   * @param units ascending
   * @throws IllegalStateException if {@value Candidate#MOST} candidates of a unit did not pass
   */
  public JudgedUnits judge(long[] units) {
    return new Round(units, Candidates.of(units)).judge();
  }

  /**
   * Judges units of a pool.
   *
   * @throws IllegalStateException if {@value Candidate#MOST} candidates of a unit did not pass
   */
  public JudgedUnits judge(PoolCandidates pool) {
    return new Round(pool.numbers(), pool).judge();
  }

  /** A candidate that waits. */
  private record Waiting(long word, int[] sentence) {}

  /** Candidates that wait for the scores of a gate. */
  private static final class Unscored {
    private final long[] words = new long[TOGETHER];
    private final int[][] sentences = new int[TOGETHER][];
    private final double[] scores = new double[TOGETHER];
    private int many;
  }

  private final class Round implements SentenceSink {
    private final long[] units;
    private final Candidates candidates;
    private final int[] tried;
    private final long[] words;
    private final int[] @Nullable [] passed;
    private final boolean[] settled;
    private final BitSet edited = new BitSet();

    /** [units] How often each counts; 0 where a gate took it not at all. */
    private final int[] copies;

    /** [units] The weight of each copy. */
    private final long[] weights;

    /** [gates][units] The candidates that wait for a chooser. */
    private final @Nullable List<Waiting>[][] waiting;

    /** [gates] */
    private final @Nullable Unscored[] unscored;

    @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of a generic type
    Round(long[] units, Candidates candidates) {
      this.units = units;
      this.candidates = candidates;
      tried = new int[units.length];
      words = new long[units.length];
      passed = new int[units.length][];
      copies = new int[units.length];
      Arrays.fill(copies, 1);
      weights = new long[units.length];
      Arrays.fill(weights, RecipeLine.ONE);
      settled = new boolean[packs == null ? 0 : packs.packs(units.length)];
      waiting = new List[ready.size()][];
      for (int k = 0; k < waiting.length; k++) {
        waiting[k] = new List[ready.get(k) instanceof TextGate.Chooser ? units.length : 0];
      }
      unscored = new Unscored[steps];
      for (int k = 0; k < steps; k++) {
        unscored[k] = ready.get(k) instanceof TextGate.ScoreFilter ? new Unscored() : null;
      }
    }

    JudgedUnits judge() {
      int[] open = IntStream.range(0, units.length).toArray();
      while (open.length > 0) {
        long[] drawn = new long[open.length];
        for (int i = 0; i < open.length; i++) {
          drawn[i] = candidates.word(open[i], tried[open[i]]++);
        }
        drawer.draw(i -> drawn[(int) i], drawn.length, this);
        scoreAll();
        if (redraws && packs != null) {
          packs.judge(words, passed, settled);
        }
        open = open();
      }
      if (!redraws) {
        chooseAmongFewer();
        scoreAll();
        if (packs != null) {
          packs.judgePassed(words, passed);
        }
      }
      if (reviewer != null) {
        review(reviewer);
      }
      return new JudgedUnits(units, words, passed, edited, copies, weights);
    }

    /** The places of the units that go on with their next candidates. */
    private int[] open() {
      int[] open = new int[units.length];
      int many = 0;
      for (int i = 0; i < units.length; i++) {
        if (passed[i] == null && tried[i] < tries && copies[i] > 0) {
          open[many++] = i;
        }
      }
      if (redraws) {
        for (int i = 0; i < units.length; i++) {
          if (passed[i] == null && tried[i] >= tries && copies[i] > 0) {
            throw gates.nothingPassed(units[i], tally.worst());
          }
        }
      }
      return Arrays.copyOf(open, many);
    }

    @Override
    public void accept(long word, int[] tokens, int start, int end) {
      int from = candidates.from(word);
      if (from == 0 || candidates.isReal(word)) {
        int[] text = drawer.givesCopies() ? tokens : Arrays.copyOfRange(tokens, start, end);
        push(candidates.place(word), from, word, text);
        return;
      }
      int[] text = before.revise(word, Arrays.copyOfRange(tokens, start, end));
      push(candidates.place(word), from, word, text);
    }

    /**
     * Sends a candidate through the gates from gate {@code from} on.
     *
     * @param sentence its own array
     */
    private void push(int place, int from, long word, int[] sentence) {
      copies[place] = 1;
      push(place, from, word, sentence, false, 0);
    }

    /**
     * @param isScored whether gate {@code from} has given it its score
     */
    private void push(
        int place, int from, long word, int[] sentence, boolean isScored, double score) {
      long own = word;
      int[] text = sentence;
      for (int k = from; k < steps; k++) {
        TextGate gate = ready.get(k);
        Unscored unjudged = unscored[k];
        if (unjudged != null && (k > from || !isScored)) {
          park(k, unjudged, own, text);
          return;
        }
        random.seek(own, Gates.position(k));
        if (gate instanceof TextGate.Filter || gate instanceof TextGate.Oracle) {
          boolean passes =
              gate instanceof TextGate.ScoreFilter filter
                  ? filter.passes(score, random)
                  : gate instanceof TextGate.Filter plain
                      ? plain.passes(text, 0, text.length, random)
                      : ((TextGate.Oracle) gate).passes(!candidates.isReal(own), random);
          if (!tally.judged(k, passes)) {
            dropped(k, own, text);
            return;
          }
        } else if (gate instanceof TextGate.Copier copier) {
          copies[place] *= copier.copies(text, 0, text.length, random);
          if (!tally.judged(k, copies[place] > 0)) {
            dropped(k, own, text);
            return;
          }
        } else if (gate instanceof TextGate.Weigher weigher) {
          weights[place] = weigher.weight(text, 0, text.length);
          copies[place] = weights[place] > 0 ? copies[place] : 0;
          if (!tally.judged(k, copies[place] > 0)) {
            dropped(k, own, text);
            return;
          }
        } else if (gate instanceof TextGate.Reviser reviser) {
          text = revised(k, reviser, own, text);
        } else if (gate instanceof TextGate.Chooser chooser) {
          List<Waiting> some = waiting[k][place];
          if (some == null) {
            some = new ArrayList<>();
            waiting[k][place] = some;
          }
          some.add(new Waiting(own, text));
          if (some.size() < chooser.candidates()) {
            return;
          }
          Waiting chosen = chosen(k, chooser, some);
          own = chosen.word;
          text = chosen.sentence;
        }
      }
      words[place] = own;
      passed[place] = text;
    }

    /** Lets a candidate wait for its score; when there are enough, all go on. */
    private void park(int k, Unscored some, long word, int[] text) {
      some.words[some.many] = word;
      some.sentences[some.many++] = text;
      if (some.many == TOGETHER) {
        score(k, some);
      }
    }

    private void score(int k, Unscored some) {
      int many = some.many;
      some.many = 0;
      ((TextGate.ScoreFilter) ready.get(k)).scores(some.sentences, many, some.scores);
      for (int i = 0; i < many; i++) {
        long word = some.words[i];
        push(candidates.place(word), k, word, some.sentences[i], true, some.scores[i]);
      }
    }

    /** Scores all candidates that wait; those that pass may wait for a later gate. */
    private void scoreAll() {
      for (int k = 0; k < steps; k++) {
        Unscored some = unscored[k];
        if (some != null) {
          score(k, some);
        }
      }
    }

    private void dropped(int k, long word, int[] text) {
      dropped(k, word);
      events.dropped(k + 1, word, text);
    }

    /** Gate k dropped a candidate. */
    private void dropped(int k, long word) {
      if (candidates.isReal(word)) {
        tally.droppedReal(k);
      }
    }

    private int[] revised(int k, TextGate.Reviser reviser, long word, int[] before) {
      int[] after = reviser.revise(before, random);
      tally.judged(k, true);
      if (!Arrays.equals(before, after)) {
        tally.changed(k);
        events.changed(k + 1, word, before, after);
      }
      return after;
    }

    private Waiting chosen(int k, TextGate.Chooser chooser, List<Waiting> some) {
      random.seek(some.get(0).word, Gates.position(k));
      int place =
          chooser.choose(some.stream().map(Waiting::sentence).toArray(int[][]::new), random);
      tally.judged(k, some.size(), 1);
      Waiting chosen = some.remove(place);
      some.forEach(other -> dropped(k, other.word));
      some.forEach(other -> events.dropped(k + 1, other.word, other.sentence));
      some.clear();
      return chosen;
    }

    /** After the last candidate, a chooser takes one of those that it has. */
    private void chooseAmongFewer() {
      for (int k = 0; k < waiting.length; k++) {
        for (int place = 0; place < waiting[k].length; place++) {
          List<Waiting> some = waiting[k][place];
          if (some != null && !some.isEmpty()) {
            Waiting chosen = chosen(k, (TextGate.Chooser) ready.get(k), some);
            push(place, k + 1, chosen.word, chosen.sentence);
            scoreAll();
          }
        }
      }
    }

    /** Sends what came this far to the review. */
    private void review(TextGate.Reviewer by) {
      by.expect(units, passed);
      for (int i = 0; i < units.length; i++) {
        int[] before = passed[i];
        if (before == null) {
          continue;
        }
        random.seek(words[i], Gates.position(steps));
        TextGate.Reviewed seen = by.review(units[i], before, random);
        if (seen.reviewed()) {
          tally.reviewed(steps);
        }
        int[] after = seen.passed();
        passed[i] = after;
        tally.judged(steps, after != null);
        if (after == null) {
          dropped(steps, words[i], before);
        } else if (after != before) {
          edited.set(i);
          tally.changed(steps);
          events.changed(steps + 1, words[i], before, after);
        }
      }
    }
  }
}
