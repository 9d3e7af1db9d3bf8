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

  private final StoredText.@Nullable Lookup stored;

  /** [lanes] Values of arrays that were read ahead. Only the reading matters. */
  private final long[] ahead = new long[LANES];

  /** Whether one model alone draws, which needs one random number a token. */
  private final boolean isCertain;

  // One entry per lane that draws from the only model.
  private final Member[] drawing = new Member[LANES];
  private final long[] place = new long[LANES];
  private final int[] low = new int[LANES];
  private final int[] width = new int[LANES];
  private final int[] searching = new int[LANES];

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
    TextStore store = panel.store();
    stored = store == null ? null : store.text().lookup(LANES);
    isCertain = panel.members().size() == 1 && panel.members().get(0).isCertain();
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
      if (stored != null) {
        ask(stored, open);
      }
      for (int i = 0; open > 1 && i < open; i++) {
        ahead[i] = lanes[i].ahead();
      }
      for (int i = 0; (open > 1 || isCertain) && i < open; i++) {
        lanes[i].follow();
      }
      if (isCertain) {
        drawTogether(panel.members().get(0), open);
      } else {
        for (int i = 0; open > 1 && i < open; i++) {
          ahead[i] = lanes[i].ahead();
        }
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

  /** Looks up the ends of the sentences that ask the store, one step of each lane at a time. */
  private void ask(StoredText.Lookup store, int open) {
    int asking = 0;
    for (int i = 0; i < open; i++) {
      Lane lane = lanes[i];
      if (lane.asked) {
        lane.asking = asking;
        store.set(asking++, lane.tokens, lane.length);
      }
    }
    store.search(asking);
  }

  /** Draws the next tokens of the lanes whose contexts are up to date. */
  private void drawTogether(DecodedModel only, int open) {
    Sampler model = only.sampler();
    int many = 0;
    for (int i = 0; i < open; i++) {
      Lane lane = lanes[i];
      if (lane.giver == 0) {
        drawing[many++] = lane.members[0];
      }
    }
    for (int k = 0; k < many; k++) {
      int c = drawing[k].context;
      low[k] = model.offsets[c];
      width[k] = model.offsets[c + 1] - low[k];
    }
    for (int k = 0; k < many; k++) {
      long total = model.cumulative[low[k] + width[k] - 1];
      place[k] = drawing[k].lane.random.below(total);
    }
    Drawer.above(model.cumulative, place, low, width, searching, many);
    for (int k = 0; k < many; k++) {
      int word = model.words[low[k]];
      if (word != Vocabulary.UNK || only.drawsUnknown()) {
        drawing[k].drew(word, model.next[low[k]]);
      }
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

    /** Whether the store is asked for the next token, and as which of those that ask it. */
    private boolean asked;

    private int asking;

    /** The member that gives the next token; -1 where several do, or where it is not known yet. */
    private int giver;

    void begin(long next) {
      unit = next;
      random.seek(unit);
      lots.seek(unit);
      retrieved.seek(unit);
      length = 0;
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
      if (asked || (isCertain && members[0].isUpToDate())) {
        return 0;
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
      if (asked && stored != null) {
        int word = stored.token(asking, lots.nextLong());
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
      return model.ahead(upTo < lane.length && isUpToDate() ? after : context);
    }

    /** Whether no word is looked up to know the context: it drew the last token itself. */
    boolean isUpToDate() {
      return upTo == lane.length
          || (upTo + 1 == lane.length
              && drawnAt == upTo
              && after >= 0
              && drawn == lane.tokens[upTo]);
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

    /** Takes a token that was drawn in the context that is up to date. */
    void drew(int word, int next) {
      drawn = word;
      after = next;
      drawnAt = lane.length;
    }

    int token() {
      if (drawnAt < lane.length) {
        follow();
        drew(source.token(context), source.follows());
      }
      return drawn;
    }
  }
}
