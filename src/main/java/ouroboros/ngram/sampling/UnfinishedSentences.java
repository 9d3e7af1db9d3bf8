package ouroboros.ngram.sampling;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.SentenceSink;

/**
 * Sentences that move from one shard of a model to another, packed into arrays. Each has its
 * number, how many random numbers it has used, its context (by the number in the shard that it
 * belongs to), and its tokens so far. Not thread-safe.
 */
public final class UnfinishedSentences {
  /** The context of a sentence that has no token yet. */
  private static final int START = -1;

  /** Takes the sentences that {@link SentenceDrawer#walk} has continued. */
  public interface Sink {
    /** Takes a sentence that has ended. Its tokens are only valid during the call. */
    void ended(long unit, int[] tokens, int length);

    /**
     * Takes a sentence whose context is in another shard. Its tokens are only valid during the
     * call.
     *
     * @param context as {@link ModelShard} names contexts of other shards
     */
    void left(int context, long unit, int numbers, int[] tokens, int length);
  }

  private long[] units;

  /** [sentences, 3] random numbers used, context, end of the tokens. */
  private int[] facts;

  private int[] tokens;
  private int size;

  /** An empty list. */
  public UnfinishedSentences() {
    this(new long[16], new int[48], new int[256], 0);
  }

  private UnfinishedSentences(long[] units, int[] facts, int[] tokens, int size) {
    this.units = units;
    this.facts = facts;
    this.tokens = tokens;
    this.size = size;
  }

  /**
   * The list from the arrays that {@link #units()}, {@link #facts()} and {@link #tokens()} gave.
   */
  public static UnfinishedSentences of(long[] units, int[] facts, int[] tokens) {
    return new UnfinishedSentences(units, facts, tokens, units.length);
  }

  /** Adds a sentence that has no token yet. */
  public void begin(long unit) {
    add(START, unit, 0, new int[0], 0);
  }

  /** Adds a sentence. */
  public void add(int context, long unit, int numbers, int[] sentence, int length) {
    if (size == units.length) {
      units = Arrays.copyOf(units, 2 * size);
      facts = Arrays.copyOf(facts, 6 * size);
    }
    int from = end(size - 1);
    if (Math.addExact(from, length) > tokens.length) {
      tokens = Arrays.copyOf(tokens, Math.max(2 * tokens.length, from + length));
    }
    System.arraycopy(sentence, 0, tokens, from, length);
    units[size] = unit;
    facts[3 * size] = numbers;
    facts[3 * size + 1] = context;
    facts[3 * size + 2] = from + length;
    size++;
  }

  /** Adds all sentences of another list. */
  public void addAll(UnfinishedSentences others) {
    int[] room = {};
    for (int i = 0; i < others.size; i++) {
      room = others.tokens(i, room);
      add(others.context(i), others.units[i], others.numbers(i), room, others.length(i));
    }
  }

  /** Gives the tokens of every sentence. */
  public void each(SentenceSink sink) {
    for (int i = 0; i < size; i++) {
      sink.accept(units[i], tokens, end(i - 1), end(i));
    }
  }

  /** How many sentences. */
  public int size() {
    return size;
  }

  /** [size] the number of each sentence. */
  public long[] units() {
    return Arrays.copyOf(units, size);
  }

  /**
   * [size, 3] for each sentence the random numbers used, the context, and the end of its tokens.
   */
  public int[] facts() {
    return Arrays.copyOf(facts, 3 * size);
  }

  /** How many tokens all sentences have together. */
  public int length() {
    return end(size - 1);
  }

  /** The tokens of all sentences, one after the other. */
  public int[] tokens() {
    return Arrays.copyOf(tokens, end(size - 1));
  }

  long unit(int i) {
    return units[i];
  }

  int numbers(int i) {
    return facts[3 * i];
  }

  private int context(int i) {
    return facts[3 * i + 1];
  }

  /**
   * The context of a sentence, by its number in the shard that continues it.
   *
   * @param shard null for a whole model
   * @param start the context in which sentences start
   */
  int contextIn(@Nullable ModelShard shard, int i, int start) {
    return context(i) == START ? start : shard == null ? context(i) : shard.arriving(context(i));
  }

  int length(int i) {
    return end(i) - end(i - 1);
  }

  private int end(int i) {
    return i < 0 ? 0 : facts[3 * i + 2];
  }

  /**
   * The tokens of one sentence, at the start of {@code room} or of a new array with room for more.
   */
  int[] tokens(int i, int[] room) {
    int many = length(i);
    int[] to = many < room.length ? room : new int[Math.max(64, 2 * many)];
    System.arraycopy(tokens, end(i - 1), to, 0, many);
    return to;
  }
}
