package ouroboros.ngram.sampling;

import org.jspecify.annotations.Nullable;

/**
 * A compiled model and how tokens are chosen from it. What can be done once for all draws is done
 * here: a {@link Drawer} then draws from changed counts as it draws from counts. Without controls,
 * or with controls of strength zero, that is the model itself.
 *
 * <p>Immutable; shared between threads.
 */
public final class DecodedModel {
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

  /** The model as it is fitted, {@code <unk>} a word like others. */
  public static DecodedModel of(Sampler model) {
    return of(model, Decoding.NONE, true);
  }

  /**
   * Prepares a model.
   *
   * @param drawsUnknown whether {@code <unk>} may be drawn; else its mass is renormalised
   */
  public static DecodedModel of(Sampler model, Decoding decoding, boolean drawsUnknown) {
    return of(model, null, decoding, drawsUnknown);
  }

  /** Prepares a shard of a model: what a context says does not depend on others. */
  public static DecodedModel of(ModelShard shard, Decoding decoding, boolean drawsUnknown) {
    return of(shard.sampler(), shard, decoding, drawsUnknown);
  }

  private static DecodedModel of(
      Sampler model, @Nullable ModelShard shard, Decoding decoding, boolean drawsUnknown) {
    if (decoding.isNone()) {
      return new DecodedModel(model, shard, decoding, null, drawsUnknown);
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

  /** Draws the sentences of one generation; see {@link Drawer#Drawer}. */
  public SentenceDrawer drawer(long seed, long replicate, long generation, int maxLength) {
    return ranked == null
        ? new Drawer(sampler, shard, seed, replicate, generation, maxLength, drawsUnknown)
        : new RankedDrawer(ranked, shard, decoding, seed, replicate, generation, maxLength);
  }

  /** The model, its counts changed where that is all there is to do. */
  public Sampler sampler() {
    return sampler;
  }

  /** The shard that a context lies in, by its number among all. */
  public int owner(int context) {
    return shard == null ? 0 : shard.owner(context);
  }

  /** Bytes that the arrays take. */
  public long bytes() {
    return ranked == null ? sampler.bytes() : ranked.bytes();
  }
}
