package ouroboros.ngram.sampling;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import ouroboros.ngram.count.SentenceSink;
import ouroboros.random.Key;
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
 *
 * <p>{@value #LANES} sentences, called lanes, are drawn at the same time. In each round, short
 * loops over the lanes read what the next step of each lane will search, so that their cache misses
 * overlap.
 */
public final class PanelDrawer implements SentenceDrawer {
  /**
   * How many sentences are drawn at the same time, where the models need no memory of their own.
   */
  private static final int LANES = 32;

  private final Panel panel;
  private final Key key;
  private final long generation;
  private final int maxLength;
  private final Lane[] lanes;
  private final int[] votes;

  /** [lanes] Those whose ends are brought up to date. */
  private final Lane[] following = new Lane[LANES];

  /** [lanes] Values of arrays that were read ahead. Only the reading matters. */
  private final long[] ahead = new long[LANES];

  private long truncated;

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
    key = new Key(seed, replicate);
    votes = new int[panel.members().size()];
    Lane first = new Lane();
    boolean isPlain =
        Arrays.stream(first.members).allMatch(member -> member.source instanceof SamplerTokens);
    lanes = new Lane[isPlain ? LANES : 1];
    Arrays.setAll(lanes, lane -> lane == 0 ? first : new Lane());
  }

  @Override
  public long truncated() {
    return truncated;
  }

  @Override
  public void draw(LongUnaryOperator units, long many, SentenceSink sink) {
    long begun = 0;
    int open = 0;
    while (open < lanes.length && begun < many) {
      lanes[open++].begin(units.applyAsLong(begun++));
    }
    while (open > 0) {
      for (int i = 0; i < open; i++) {
        lanes[i].choose();
      }
      TextStore store = panel.store();
      if (store != null) {
        follow(store.text(), open);
      }
      for (int i = 0; open > 1 && i < open; i++) {
        ahead[i] = lanes[i].ahead();
      }
      for (int i = 0; open > 1 && i < open; i++) {
        lanes[i].follow();
      }
      for (int i = 0; open > 1 && i < open; i++) {
        ahead[i] = lanes[i].ahead();
      }
      for (int i = 0; i < open; i++) {
        Lane lane = lanes[i];
        if (lane.ends()) {
          sink.accept(lane.unit, lane.tokens, 0, lane.length);
          if (begun < many) {
            lane.begin(units.applyAsLong(begun++));
          } else {
            lanes[i--] = lanes[--open];
            lanes[open] = lane;
          }
        }
      }
    }
  }

  /**
   * Brings the ends of the sentences that ask the store up to date: one search of each lane at a
   * time, behind a loop that reads what all of them will search.
   */
  private void follow(Sampler text, int open) {
    int behind = 0;
    for (int i = 0; i < open; i++) {
      if (lanes[i].isBehind(text.order() - 1)) {
        following[behind++] = lanes[i];
      }
    }
    while (behind > 0) {
      for (int i = 0; i < behind; i++) {
        ahead[i] = text.aheadOfFind(following[i].stored);
      }
      int still = 0;
      for (int i = 0; i < behind; i++) {
        Lane lane = following[i];
        if (lane.search(text)) {
          following[still++] = lane;
        }
      }
      behind = still;
    }
  }

  @Override
  public void walk(UnfinishedSentences walkers, UnfinishedSentences.Sink sink) {
    throw new UnsupportedOperationException("models that draw token by token are whole");
  }

  /** One sentence that is drawn. */
  private final class Lane {
    private final KeyedStream random = key.stream(generation, Purpose.DRAW, 0);
    private final KeyedStream lots = key.stream(generation, Purpose.MEMBER, 0);
    private final KeyedStream retrieved = key.stream(generation, Purpose.RETRIEVE, 0);
    private final Member[] members =
        panel.members().stream().map(model -> new Member(this, model)).toArray(Member[]::new);
    private long unit;
    private int[] tokens = new int[64];
    private int length;

    /** The longest end of the first tokens that the store has, and how many tokens these are. */
    private int stored;

    private int storedUpTo;

    /** Whether the store is asked for the next token. */
    private boolean asked;

    /** The member that gives the next token; -1 where several do, or where it is not known yet. */
    private int giver;

    void begin(long next) {
      unit = next;
      random.seek(unit);
      lots.seek(unit);
      retrieved.seek(unit);
      length = 0;
      stored = 0;
      storedUpTo = 0;
      for (Member member : members) {
        member.begin();
      }
    }

    /**
     * Chooses who gives the next token. One random number per token decides about the store, so
     * that a higher rate asks it where a lower one does.
     */
    void choose() {
      TextStore store = panel.store();
      asked = store != null && store.isAsked(retrieved.nextLong());
      giver = asked ? -1 : member();
    }

    private int member() {
      return members.length == 1 ? 0 : panel.votes() ? -1 : (int) lots.below(members.length);
    }

    /** Reads the slots that the next step searches. */
    long ahead() {
      TextStore store = panel.store();
      if (asked && store != null) {
        return store.text().ahead(stored);
      }
      if (giver >= 0) {
        return members[giver].ahead();
      }
      long all = 0;
      for (Member member : members) {
        all += member.ahead();
      }
      return all;
    }

    /** Brings the contexts up to date from which a model draws the next token. */
    void follow() {
      if (giver >= 0) {
        members[giver].follow();
      } else if (!asked) {
        for (Member member : members) {
          member.follow();
        }
      }
    }

    /**
     * Whether the store is asked, and tokens are missing from the end that it has. An end that
     * lacks more tokens than it can have begins again with the last ones.
     */
    boolean isBehind(int longest) {
      if (!asked) {
        return false;
      }
      if (length - storedUpTo > longest) {
        stored = 0;
        storedUpTo = length - longest;
      }
      return storedUpTo < length;
    }

    /**
     * Searches the next token behind the end; where the text lacks it, the end becomes shorter.
     * Returns whether tokens are still missing.
     */
    boolean search(Sampler text) {
      int slot = text.find(stored, tokens[storedUpTo]);
      if (slot < 0 && stored != 0) {
        stored = text.shorter[stored];
        return true;
      }
      stored = slot < 0 ? 0 : text.next[slot];
      storedUpTo++;
      return storedUpTo < length;
    }

    /** Draws the next token. Returns true when the sentence ends. */
    boolean ends() {
      int word = token();
      if (word == Vocabulary.EOS) {
        return true;
      }
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
        return true;
      }
      return false;
    }

    private int token() {
      TextStore store = panel.store();
      if (asked && store != null) {
        int word = store.token(stored, lots.nextLong());
        if (word != TextStore.NONE) {
          return word;
        }
        giver = member();
      }
      return giver < 0 ? elected() : members[giver].token();
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
  }

  /** One model and its context in a sentence, which is brought up to date when it draws. */
  private static final class Member {
    private final Lane lane;
    private final Sampler model;
    private final TokenSource source;
    private int context;
    private int upTo;

    // The token that it drew last, and the context after it.
    private int drawn;
    private int after;
    private int drawnAt;

    Member(Lane lane, DecodedModel decoded) {
      this.lane = lane;
      model = decoded.sampler();
      source = decoded.tokens(lane.random);
    }

    void begin() {
      source.begin();
      context = model.start;
      upTo = 0;
      drawnAt = -1;
    }

    long ahead() {
      boolean isKnown = upTo + 1 == lane.length && drawnAt == upTo && after >= 0;
      return model.ahead(isKnown && drawn == lane.tokens[upTo] ? after : context);
    }

    void follow() {
      int longest = model.order - 1;
      if (lane.length - upTo > longest) {
        context = 0;
        upTo = lane.length - longest;
      }
      for (; upTo < lane.length; upTo++) {
        boolean isOwn = drawnAt == upTo && drawn == lane.tokens[upTo] && after >= 0;
        context = isOwn ? after : model.follow(context, lane.tokens[upTo]);
      }
    }

    int token() {
      follow();
      drawn = source.token(context);
      after = source.follows();
      drawnAt = lane.length;
      return drawn;
    }
  }
}
