package ouroboros.spark.draw;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import ouroboros.experiment.store.CountTable;
import ouroboros.experiment.store.SealedFile;
import ouroboros.ngram.count.CountRun;
import ouroboros.ngram.count.FollowerCounter;
import ouroboros.ngram.count.KeyLayout;
import ouroboros.ngram.population.TextPopulation;
import ouroboros.ngram.sampling.Compiled;
import ouroboros.ngram.sampling.DecodedModel;
import ouroboros.ngram.sampling.Decoding;
import ouroboros.ngram.sampling.FullContexts;
import ouroboros.ngram.sampling.Sampler;
import ouroboros.ngram.sampling.SamplerCompiler;
import ouroboros.ngram.sampling.Shards;
import ouroboros.ngram.sampling.StoredText;
import ouroboros.ngram.smoothing.Smoothing;
import ouroboros.spark.cluster.StepClock;
import ouroboros.spark.cluster.Storage;
import ouroboros.spark.corpus.BlockRef;
import ouroboros.spark.corpus.CorpusReader;
import ouroboros.text.Vocabulary;
import ouroboros.text.block.SentenceBlock;

/**
 * The compiled models of this JVM. The first task that needs a model compiles it from its sealed
 * table; the others wait for it. When models take more than a quarter of the heap, those that were
 * used least recently are removed; where shards are among them, more than half of it, because a
 * sentence needs several shards. Shards are compiled one after the other.
 */
public final class Models {
  /** Bytes that whole models of a JVM may take together; with shards, twice as many. */
  static final long MOST = Runtime.getRuntime().maxMemory() / 4;

  private static final Map<Object, CompletableFuture<Compiled>> MODELS =
      new LinkedHashMap<>(16, 0.75f, true);

  /** Held by the thread that compiles a shard. */
  private static final Object COMPILING = new Object();

  /** Bytes of the models that are complete. */
  private static long held;

  private Models() {}

  /** A model with the settings that change how tokens are drawn from it. */
  private record Decoded(ModelRef model, Decoding decoding, boolean drawsUnknown) {}

  private record Stored(StoreRef.Text text, boolean drawsUnknown) {}

  private record Histories(ModelRef model, Decoding decoding, boolean drawsUnknown) {}

  private record Shard(
      ModelRef model, Decoding decoding, boolean drawsUnknown, Shards shards, int shard) {}

  /** The fitted model. */
  public static Sampler of(Storage storage, ModelRef ref) {
    return compiled(ref, () -> DecodedModel.of(compile(storage, ref))).sampler();
  }

  /** The text of a store. */
  static StoredText of(Storage storage, StoreRef.Text text, boolean drawsUnknown) {
    return compiled(
        new Stored(text, drawsUnknown),
        StoredText.class,
        () -> StoredText.of(followers(storage, text, drawsUnknown)));
  }

  private static CountRun followers(Storage storage, StoreRef.Text text, boolean drawsUnknown) {
    CountTable table = text.table();
    long expected =
        table != null
            ? table.entries()
            : text.blocks().stream().mapToLong(ref -> (long) ref.tokens() + ref.sentences()).sum();
    FollowerCounter counter =
        new FollowerCounter(
            KeyLayout.of(text.match() + 1, text.types()),
            drawsUnknown ? Vocabulary.UNK : Vocabulary.EOS,
            text.realEnd(),
            Math.toIntExact(expected),
            table != null);
    if (table != null) {
      table.ranges().forEach(range -> counter.add(storage.read(range)));
    }
    for (BlockRef ref : text.blocks()) {
      SentenceBlock block = CorpusReader.read(ref);
      for (int i = 0; i < block.sentences(); i++) {
        counter.add(block.tokens(), block.start(i), block.end(i));
      }
    }
    return counter.finish();
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
        () -> {
          synchronized (COMPILING) {
            return DecodedModel.of(
                SamplerCompiler.shard(
                    ranges.size(),
                    range -> () -> ranges.get(range).stream().map(storage::read).iterator(),
                    ref.order(),
                    ref.smoothing(),
                    ref.uniform(),
                    shards,
                    shard),
                corpus.decoding(),
                corpus.drawsUnknown());
          }
        });
  }

  private static DecodedModel compiled(Object key, Supplier<DecodedModel> make) {
    return compiled(key, DecodedModel.class, make);
  }

  private static <T extends Compiled> T compiled(Object key, Class<T> type, Supplier<T> make) {
    CompletableFuture<Compiled> mine = new CompletableFuture<>();
    CompletableFuture<Compiled> known;
    synchronized (MODELS) {
      known = MODELS.putIfAbsent(key, mine);
    }
    if (known == null) {
      complete(key, make, mine);
      known = mine;
    }
    try {
      return type.cast(known.join());
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static void complete(
      Object key, Supplier<? extends Compiled> make, CompletableFuture<Compiled> made) {
    try {
      complete(made, StepClock.time(StepClock.Step.FIT, make));
    } catch (RuntimeException | Error e) {
      synchronized (MODELS) {
        MODELS.remove(key);
      }
      made.completeExceptionally(e);
    }
  }

  private static Sampler compile(Storage storage, ModelRef ref) {
    List<CountRun> table = ref.table().ranges().stream().map(storage::read).toList();
    return SamplerCompiler.compile(table, ref.order(), ref.smoothing(), ref.uniform());
  }

  /** Gives a model to all who wait for it; removes others where all take too much. */
  private static void complete(CompletableFuture<Compiled> model, Compiled made) {
    synchronized (MODELS) {
      model.complete(made);
      held += made.bytes();
      long most = MODELS.keySet().stream().anyMatch(Shard.class::isInstance) ? 2 * MOST : MOST;
      var eldest = MODELS.values().iterator();
      while (held > most && eldest.hasNext()) {
        CompletableFuture<Compiled> each = eldest.next();
        if (each.isDone()) {
          held -= each.join().bytes();
          eldest.remove();
        }
      }
    }
  }
}
