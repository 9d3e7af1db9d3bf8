package ouroboros.ngram.sampling;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import ouroboros.random.KeyedStream;
import ouroboros.random.Purpose;

/**
 * A compiled model together with the {@link Decoding} that chooses tokens from it. Where decoding
 * can be computed once for all draws, it is done here: the counts are changed, and a {@link Drawer}
 * draws from the changed counts as from any others. A decoding that changes nothing leaves the
 * model as it is.
 *
 * <p>Immutable, so threads can share it.
 */
public final class DecodedModel implements Compiled {
  private final Sampler sampler;
  private final Decoding decoding;
  private final @Nullable RankedModel ranked;
  private final boolean drawsUnknown;
  private final @Nullable ModelShard shard;

  private DecodedModel(
      Sampler sampler,
      @Nullable ModelShard shard,
      Decoding decoding,
      @Nullable RankedModel ranked,
      boolean drawsUnknown) {
    this.sampler = sampler;
    this.shard = shard;
    this.decoding = decoding;
    this.ranked = ranked;
    this.drawsUnknown = drawsUnknown;
  }

  /** The model without changes; {@code <unk>} can be drawn like other words. */
  public static DecodedModel of(Sampler model) {
    return of(model, Decoding.NONE, true);
  }

  /**
   * Prepares a model.
   *
   * @param drawsUnknown whether {@code <unk>} may be drawn; if not, the other words share its
   *     probability in proportion, and the sentence ends where there is no other word
   */
  public static DecodedModel of(Sampler model, Decoding decoding, boolean drawsUnknown) {
    return of(model, null, decoding, drawsUnknown);
  }

  /**
   * Prepares a shard of a model. The decoding of a context does not depend on contexts in other
   * shards.
   */
  public static DecodedModel of(ModelShard shard, Decoding decoding, boolean drawsUnknown) {
    return of(shard.sampler(), shard, decoding, drawsUnknown);
  }

  private static DecodedModel of(
      Sampler fitted, @Nullable ModelShard shard, Decoding decoding, boolean drawsUnknown) {
    Sampler model = drawsUnknown ? fitted : fitted.withoutUnknown();
    if (decoding.isNone()) {
      return new DecodedModel(model, shard, decoding, null, drawsUnknown);
    }
    if (decoding.hasFloor()) {
      Sampler raised = EntropyFloor.of(model, decoding.entropyFloor(), drawsUnknown);
      return new DecodedModel(raised, shard, decoding, null, drawsUnknown);
    }
    boolean counts = model.interpolation.none();
    boolean lists = decoding.penalises() || (decoding.truncates() && !counts);
    Sampler sampler = model;
    RankedModel ranked = null;
    if (lists || decoding.temperature() != 1) {
      Tempered tempered = Tempered.of(model, decoding.power(), drawsUnknown);
      boolean asItIs = counts && decoding.temperature() == 1;
      sampler = asItIs ? model : TemperedSampler.of(tempered);
      ranked = lists ? new RankedModel(tempered, sampler) : null;
    }
    if (ranked == null && decoding.truncates()) {
      sampler = Truncation.of(sampler, decoding, drawsUnknown);
    }
    return new DecodedModel(sampler, shard, decoding, ranked, drawsUnknown);
  }

  /** A new drawer of the sentences of one generation; see {@link Drawer#Drawer}. */
  public SentenceDrawer drawer(long seed, long replicate, long generation, int maxLength) {
    if (decoding.hasFloor() && decoding.penalises()) {
      PanelDrawer.Panel alone = new PanelDrawer.Panel(List.of(this), false, null);
      return new PanelDrawer(alone, seed, replicate, generation, maxLength);
    }
    KeyedStream random = KeyedStream.of(seed, replicate, generation, Purpose.DRAW, 0);
    return ranked == null
        ? new Drawer(sampler, shard, seed, replicate, generation, maxLength, drawsUnknown)
        : new RankedDrawer(ranked, shard, decoding, random, generation, maxLength);
  }

  /** A new drawer of single sentences that says where each token came from. */
  public TracedDrawer traced(long seed, long replicate, long generation, int maxLength) {
    KeyedStream random = KeyedStream.of(seed, replicate, generation, Purpose.DRAW, 0);
    boolean isExact = decoding.isNone() && sampler.interpolation.none();
    return new TracedDrawer(sampler, tokens(random), random, isExact, maxLength);
  }

  /** Draws single tokens, with these random numbers. */
  TokenSource tokens(KeyedStream random) {
    if (ranked != null) {
      return new RankedDrawer(ranked, null, decoding, random, 0, 0);
    }
    TokenSource tokens = new SamplerTokens(sampler, random, drawsUnknown);
    return decoding.penalises()
        ? new PenalisedTokens(tokens, random, decoding.repetitionPenalty())
        : tokens;
  }

  /** The model; its counts are changed where that is all that the decoding needs. */
  public Sampler sampler() {
    return sampler;
  }

  /** Whether every random number falls on a token of the context itself, or on {@code <unk>}. */
  boolean isCertain() {
    return decoding.isNone() && (sampler.interpolation.none() || sampler.interpolation.isWhole());
  }

  /** Whether {@code <unk>} may be drawn. */
  boolean drawsUnknown() {
    return drawsUnknown;
  }

  /**
   * The shard that this model is.
   *
   * @throws NullPointerException if it is a whole model
   */
  public ModelShard shard() {
    return Objects.requireNonNull(shard, "a whole model is no shard");
  }

  @Override
  public long bytes() {
    long own = ranked == null ? sampler.bytes() : ranked.bytes();
    long undecoded = shard == null || shard.sampler() == sampler ? 0 : shard.sampler().bytes();
    return own + undecoded + (shard == null ? 0 : shard.bytes());
  }
}
