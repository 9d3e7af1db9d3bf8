package ouroboros.metric.sentence;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import ouroboros.ngram.count.SentenceSink;

/**
 * The longest run of tokens that each sentence of a sample shares with any sentence of a text. The
 * text is read once, sentence by sentence, and may be of any length.
 *
 * <p>Each sentence of the text is followed through a suffix automaton of the sample. Cost: one or
 * two look-ups per token of the text, about 60 bytes per token of the sample. Not thread-safe.
 * Results for parts of a text are merged by taking the larger value.
 *
 * @see <a href="https://doi.org/10.1016/0304-3975(85)90157-4">Blumer et al. (1985), The smallest
 *     automaton recognizing the subwords of a text</a>
 */
public final class SharedRuns implements SentenceSink {
  private final List<int[]> sample;
  private final SuffixAutomaton automaton;

  /**
   * [token ids] the state of the run that consists of that token alone; 0 for a token that the
   * sample does not contain.
   */
  private final int[] starts;

  /** [states] the length of the longest run of the text that ended in a state; 0 for none. */
  private final int[] best;

  private SharedRuns(List<int[]> sample) {
    this.sample = sample;
    automaton = new SuffixAutomaton(sample.stream().mapToInt(s -> s.length + 1).sum());
    int separator = 0;
    for (int[] sentence : sample) {
      for (int token : sentence) {
        automaton.append(token);
      }
      // No text contains the separator, so no shared run crosses a sentence boundary.
      automaton.append(--separator);
    }
    best = new int[automaton.states()];
    int most = sample.stream().flatMapToInt(IntStream::of).max().orElse(-1);
    starts = IntStream.rangeClosed(0, most).map(t -> Math.max(0, automaton.next(0, t))).toArray();
  }

  /** The state before any text is read. */
  public static SharedRuns of(List<int[]> sample) {
    return new SharedRuns(sample);
  }

  @Override
  public void accept(long unit, int[] tokens, int start, int end) {
    int state = 0;
    int length = 0;
    for (int i = start; i < end; i++) {
      int alone = tokens[i] < starts.length ? starts[tokens[i]] : 0;
      if (alone == 0) {
        state = 0;
        length = 0;
        continue;
      }
      int next = state == 0 ? alone : automaton.next(state, tokens[i]);
      while (next < 0) {
        state = automaton.shorter(state);
        length = automaton.length(state);
        next = state == 0 ? alone : automaton.next(state, tokens[i]);
      }
      state = next;
      length++;
      best[state] = Math.max(best[state], length);
    }
  }

  /** [sample] length in tokens of the longest run so far; 0 if no token is shared. */
  public int[] longest() {
    int[] shared = withShorter();
    int[] longest = new int[sample.size()];
    int state = 0;
    for (int i = 0; i < longest.length; i++) {
      state = 0;
      for (int token : sample.get(i)) {
        state = automaton.next(state, token);
        int ending = state;
        while (ending != 0 && shared[ending] == 0) {
          ending = automaton.shorter(ending);
        }
        longest[i] = Math.max(longest[i], shared[ending]);
      }
    }
    return longest;
  }

  /**
   * [states] the same as {@link #best}, passed on to shorter runs: a text that contains a run also
   * contains every ending of that run.
   */
  private int[] withShorter() {
    int[] shared = best.clone();
    Integer[] byLength = IntStream.range(1, shared.length).boxed().toArray(Integer[]::new);
    Arrays.sort(byLength, (a, b) -> Integer.compare(automaton.length(b), automaton.length(a)));
    for (int state : byLength) {
      int shorter = automaton.shorter(state);
      if (shared[state] > 0 && shorter != 0) {
        shared[shorter] = automaton.length(shorter);
      }
    }
    return shared;
  }

  /** The larger of both, sentence by sentence; an empty array means no result. */
  static int[] merge(int[] a, int[] b) {
    if (a.length == 0 || b.length == 0) {
      return a.length == 0 ? b : a;
    }
    int[] larger = a.clone();
    Arrays.setAll(larger, i -> Math.max(a[i], b[i]));
    return larger;
  }
}
