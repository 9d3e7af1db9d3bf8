package ouroboros.spark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import ouroboros.ngram.CountRun;
import ouroboros.ngram.Sampler;
import ouroboros.ngram.SamplerCompiler;

/**
 * The compiled models of this JVM: each compiled once, from the sealed table it is fitted to, by
 * the first task that needs it; the least recently used give way at a quarter of the heap.
 */
final class Models {
  private static final long MOST = Runtime.getRuntime().maxMemory() / 4;
  private static final Map<ModelRef, CompletableFuture<Sampler>> MODELS =
      new LinkedHashMap<>(16, 0.75f, true);

  private Models() {}

  static Sampler of(Storage storage, ModelRef ref) {
    CompletableFuture<Sampler> mine = new CompletableFuture<>();
    CompletableFuture<Sampler> model;
    synchronized (MODELS) {
      model = MODELS.putIfAbsent(ref, mine);
    }
    if (model == null) {
      compile(storage, ref, mine);
      model = mine;
    }
    try {
      return model.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static void compile(Storage storage, ModelRef ref, CompletableFuture<Sampler> model) {
    try {
      model.complete(StepClock.time(StepClock.Step.FIT, () -> compile(storage, ref)));
      shrink();
    } catch (RuntimeException | Error e) {
      synchronized (MODELS) {
        MODELS.remove(ref);
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
      for (CompletableFuture<Sampler> model : MODELS.values()) {
        bytes += size(model);
      }
      var eldest = MODELS.values().iterator();
      while (bytes > MOST && eldest.hasNext()) {
        CompletableFuture<Sampler> model = eldest.next();
        if (model.isDone()) {
          bytes -= size(model);
          eldest.remove();
        }
      }
    }
  }

  private static long size(CompletableFuture<Sampler> model) {
    return model.isDone() && !model.isCompletedExceptionally() ? model.join().bytes() : 0;
  }
}
