package ouroboros.spark.draw;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import ouroboros.experiment.store.SealedFile;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.count.NgramCounter;
import ouroboros.ngram.population.TextPopulation;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.ngram.sampling.FullContexts;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.ngram.sampling.SamplerCompiler;
import ouroboros.ngram.sampling.Shards;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.spark.cluster.StepClock;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.block.SentenceBlock;

/**
 * The compiled models of this JVM. The first task that needs a model compiles it from its sealed
 * table; the others wait for it. When models take more than a quarter of the heap, those that were
 * used least recently are removed.
 */
public final class Models {
  /** Bytes that all models of a JVM may take together. */
  static final long MOST = Runtime.getRuntime().maxMemory() / 4;

  private static final int NGRAMS_A_SORT = 1 << 18;

  private static final Map<Object, CompletableFuture<DecodedModel>> MODELS =
      new LinkedHashMap<>(16, 0.75f, true);

  private Models() {}

  /** A model with the settings that change how tokens are drawn from it. */
  private record Decoded(ModelRef model, Decoding decoding, boolean drawsUnknown) {}

  private record Histories(ModelRef model, Decoding decoding, boolean drawsUnknown) {}

  private record Shard(
      ModelRef model, Decoding decoding, boolean drawsUnknown, Shards shards, int shard) {}

  /** The fitted model. */
  public static Sampler of(Storage storage, ModelRef ref) {
    return compiled(ref, () -> DecodedModel.of(compile(storage, ref))).sampler();
  }

  /** Real text as a model without smoothing that has contexts of all lengths. */
  static Sampler of(StoreRef.Text text) {
    return compiled(text, () -> DecodedModel.of(compile(text))).sampler();
  }

  private static Sampler compile(StoreRef.Text text) {
    NgramCounter counter =
        new NgramCounter(KeyLayout.of(text.order(), text.types()), NGRAMS_A_SORT);
    for (BlockRef ref : text.blocks()) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        counter.add(block.tokens(), block.start(i), block.end(i));
      }
    }
    return SamplerCompiler.compile(
        counter.finish(), text.order(), ModelRef.allOfItself(text.order()), null);
  }

  /** The model, prepared for a decoding. */
  static DecodedModel of(Storage storage, ModelRef ref, Decoding decoding, boolean drawsUnknown) {
    return decoding.isNone()
        ? DecodedModel.of(of(storage, ref), decoding, drawsUnknown)
        : compiled(
            new Decoded(ref, decoding, drawsUnknown),
            () -> DecodedModel.of(compile(storage, ref), decoding, drawsUnknown));
  }

  /**
   * The model over all histories of its length, which a population is drawn from.
   *
   * @throws IllegalStateException if it is too large for the memory of this JVM
   */
  static Sampler overHistories(
      Storage storage, ModelRef ref, Decoding decoding, boolean drawsUnknown) {
    boolean isPlain = ref.smoothing() instanceof Smoothing.None;
    TextPopulation.checkMemory(
        ref.order(),
        isPlain ? ref.table().entries() : FullContexts.ngrams(of(storage, ref), drawsUnknown),
        Runtime.getRuntime().maxMemory());
    if (isPlain) {
      return of(storage, ref, decoding, drawsUnknown).sampler();
    }
    return compiled(
            new Histories(ref, decoding, drawsUnknown),
            () -> DecodedModel.of(FullContexts.of(of(storage, ref), decoding, drawsUnknown)))
        .sampler();
  }

  /** One shard of the model of a corpus. */
  public static DecodedModel of(Storage storage, DrawTask.Corpus corpus, Shards shards, int shard) {
    ModelRef ref = corpus.model();
    List<List<SealedFile>> ranges = ref.table().wholeTokens();
    return compiled(
        new Shard(ref, corpus.decoding(), corpus.drawsUnknown(), shards, shard),
        () ->
            DecodedModel.of(
                SamplerCompiler.shard(
                    ranges.size(),
                    range -> () -> ranges.get(range).stream().map(storage::read).iterator(),
                    ref.order(),
                    ref.smoothing(),
                    ref.uniform(),
                    shards,
                    shard),
                corpus.decoding(),
                corpus.drawsUnknown()));
  }

  private static DecodedModel compiled(Object key, Supplier<DecodedModel> make) {
    CompletableFuture<DecodedModel> mine = new CompletableFuture<>();
    CompletableFuture<DecodedModel> model;
    synchronized (MODELS) {
      model = MODELS.putIfAbsent(key, mine);
    }
    if (model == null) {
      complete(key, make, mine);
      model = mine;
    }
    try {
      return model.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static void complete(
      Object key, Supplier<DecodedModel> make, CompletableFuture<DecodedModel> model) {
    try {
      model.complete(StepClock.time(StepClock.Step.FIT, make));
      shrink();
    } catch (RuntimeException | Error e) {
      synchronized (MODELS) {
        MODELS.remove(key);
      }
      model.completeExceptionally(e);
    }
  }

  private static Sampler compile(Storage storage, ModelRef ref) {
    List<CountRun> table = ref.table().ranges().stream().map(storage::read).toList();
    return SamplerCompiler.compile(table, ref.order(), ref.smoothing(), ref.uniform());
  }

  private static void shrink() {
    synchronized (MODELS) {
      long bytes = 0;
      for (CompletableFuture<DecodedModel> model : MODELS.values()) {
        bytes += size(model);
      }
      var eldest = MODELS.values().iterator();
      while (bytes > MOST && eldest.hasNext()) {
        CompletableFuture<DecodedModel> model = eldest.next();
        if (model.isDone()) {
          bytes -= size(model);
          eldest.remove();
        }
      }
    }
  }

  private static long size(CompletableFuture<DecodedModel> model) {
    return model.isDone() && !model.isCompletedExceptionally() ? model.join().bytes() : 0;
  }
}
