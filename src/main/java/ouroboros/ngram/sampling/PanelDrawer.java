package ouroboros.ngram.sampling;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;
import ouroboros.text.Vocabulary;

/**
 * Draws sentences token by token: from a store of text, or from one or several models. The context
 * of a model is the longest end of the sentence that it has.
 *
 * <p>The models read the Philox stream of the sentence as {@link Drawer} does, so one model alone
 * draws the sentences that a drawer draws. Which model gives a token, and what the store gives, is
 * decided by streams of their own. Only integers decide. Not thread-safe.
 */
public final class PanelDrawer implements SentenceDrawer {
  private final Panel panel;
  private final Member[] members;
  private final int[] votes;
  private final KeyedStream random;
  private final KeyedStream lots;
  private final KeyedStream retrieved;
  private final long generation;
  private final int maxLength;
  private long truncated;
  private int[] tokens = new int[64];
  private int length;

  /** The longest end of the first tokens that the store has, and how many tokens these are. */
  private int stored;

  private int storedUpTo;

  /**
   * Who draws.
   *
   * @param members the models; those of several must have contexts of all lengths
   * @param votes whether each member draws a token and the one with most votes is taken; otherwise
   *     a member chosen by lot draws it
   * @param store from which some tokens are taken; null for none
   */
  public record Panel(List<DecodedModel> members, boolean votes, @Nullable TextStore store) {
    public Panel {
      members = List.copyOf(members);
    }
  }

  /**
   * @param generation the number g of the corpus S_g that is drawn
   * @param maxLength length at which a sentence is ended by force; 0 for no limit
   */
  public PanelDrawer(Panel panel, long seed, long replicate, long generation, int maxLength) {
    this.panel = panel;
    this.generation = generation;
    this.maxLength = maxLength;
    random = KeyedStream.of(seed, replicate, generation, Purpose.DRAW, 0);
    lots = KeyedStream.of(seed, replicate, generation, Purpose.MEMBER, 0);
    retrieved = KeyedStream.of(seed, replicate, generation, Purpose.RETRIEVE, 0);
    members = panel.members().stream().map(model -> new Member(model)).toArray(Member[]::new);
    votes = new int[members.length];
  }

  @Override
  public long truncated() {
    return truncated;
  }

  @Override
  public void draw(LongUnaryOperator units, long many, SentenceSink sink) {
    for (long i = 0; i < many; i++) {
      long unit = units.applyAsLong(i);
      sentence(unit);
      sink.accept(unit, tokens, 0, length);
    }
  }

  @Override
  public void walk(UnfinishedSentences walkers, UnfinishedSentences.Sink sink) {
    throw new UnsupportedOperationException("models that draw token by token are whole");
  }

  private void sentence(long unit) {
    random.seek(unit);
    lots.seek(unit);
    retrieved.seek(unit);
    length = 0;
    stored = 0;
    storedUpTo = 0;
    for (Member member : members) {
      member.begin();
    }
    for (int word = token(); word != Vocabulary.EOS; word = token()) {
      if (length == LONGEST) {
        throw SentenceDrawer.endless(unit, generation);
      }
      if (length == tokens.length) {
        tokens = Arrays.copyOf(tokens, 2 * length);
      }
      tokens[length++] = word;
      for (Member member : members) {
        member.source.say(word);
      }
      if (length == maxLength) {
        truncated++;
        return;
      }
    }
  }

  private int token() {
    TextStore store = panel.store();
    int word = store == null ? TextStore.NONE : retrieved(store);
    if (word != TextStore.NONE) {
      return word;
    }
    if (members.length == 1) {
      return members[0].token();
    }
    return panel.votes() ? elected() : members[(int) lots.below(members.length)].token();
  }

  /**
   * A token of the store, or {@link TextStore#NONE}. One random number per token decides, so that a
   * higher rate asks the store where a lower one does.
   */
  private int retrieved(TextStore store) {
    if (!store.isAsked(retrieved.nextLong())) {
      return TextStore.NONE;
    }
    Sampler text = store.text();
    stored =
        length - storedUpTo <= 1
            ? length == storedUpTo ? stored : text.follow(stored, tokens[length - 1])
            : store.longest(tokens, length);
    storedUpTo = length;
    return store.token(stored, lots.nextLong());
  }

  /** The token with most votes; of several such tokens one by lot. */
  private int elected() {
    int most = 0;
    int tied = 0;
    int[] words = new int[votes.length];
    for (int k = 0; k < members.length; k++) {
      words[k] = members[k].token();
      votes[k] = 0;
      int first = 0;
      while (words[first] != words[k]) {
        first++;
      }
      votes[first]++;
    }
    for (int count : votes) {
      tied = count > most ? 1 : count == most ? tied + 1 : tied;
      most = Math.max(most, count);
    }
    long chosen = lots.below(tied);
    for (int k = 0; ; k++) {
      if (votes[k] == most && chosen-- == 0) {
        return words[k];
      }
    }
  }

  /** One model and its context, which is brought up to date when it draws. */
  private final class Member {
    private final Sampler model;
    private final TokenSource source;
    private int context;
    private int upTo;

    // The token that it drew last, and the context after it.
    private int drawn;
    private int after;
    private int drawnAt;

    Member(DecodedModel decoded) {
      model = decoded.sampler();
      source = decoded.tokens(random);
    }

    void begin() {
      source.begin();
      context = model.start;
      upTo = 0;
      drawnAt = -1;
    }

    int token() {
      int longest = model.order - 1;
      if (length - upTo > longest) {
        context = 0;
        upTo = length - longest;
      }
      for (; upTo < length; upTo++) {
        boolean isOwn = drawnAt == upTo && drawn == tokens[upTo] && after >= 0;
        context = isOwn ? after : model.follow(context, tokens[upTo]);
      }
      drawn = source.token(context);
      after = source.follows();
      drawnAt = length;
      return drawn;
    }
  }
}
